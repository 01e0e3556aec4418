export default function handler(request, response) {
  response.setPreviewData({ draft: true }).json({ previewing: true })
}
