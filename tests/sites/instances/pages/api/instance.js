export default function handler(req, res) {
  res.json({ pid: process.pid, instance: process.env.EVERFRESH_INSTANCE })
}
