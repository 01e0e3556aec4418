// Turns previews on and off, as a CMS would ask for it.

export default function handler(req, res) {
  const { how, size, maxAge, path } = req.query
  const limits = { ...(maxAge && { maxAge: Number(maxAge) }), ...(path && { path }) }
  switch (how) {
    case 'data':
      return res.setPreviewData({ draft: 7, filling: 'x'.repeat(Number(size ?? 0)) }, limits).end('on')
    case 'draft':
      return res.setDraftMode({ enable: true }).end('on')
    case 'no-draft':
      return res.setDraftMode({ enable: false }).end('off')
    case 'clear':
      return res.clearPreviewData(limits).end('off')
    default:
      return res.json({ preview: req.preview, draftMode: req.draftMode, previewData: req.previewData })
  }
}
