// What the pages of the reading systems have in common.

const SECONDS = 10

// A list with its sublists as one list.
const flat = (items) => (items ?? []).flatMap((item) => [item, ...flat(item.subitems)])

// Its lines: what they say, where they lead, and whether anything is there.
const listed = (items, name, leads) => Promise.all(flat(items).map(async (item) => (
  { label: String(item[name]).trim(), href: item.href, leads: await leads(item.href) })))

// A chapter's text, when its faces and pictures are there too.
async function settled(document) {
  await document.fonts.ready
  for (const image of document.images) {
    await image.decode().catch(() => console.error(`no picture: ${image.alt || image.src}`))
  }
  return document.body.textContent
}

// A promise that is broken when it takes too long.
const within = (promise) => Promise.race([
  promise, new Promise((_, reject) => setTimeout(() => reject(new Error('nothing comes up')), SECONDS * 1000))])
