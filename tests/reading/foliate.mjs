// A reader of the EPUB: opens it in foliate-js (the library of the reading system Foliate) in a headless Chromium, reads
// as a person does, and tells what did not go as it should.
//
// Usage: node foliate.mjs FILE.epub SCREENSHOTS
//
// What is tried: every note call of the book leads to its own note and no other, alone in a pop-up; the note's number leads
// back to the call; every page of the page list is where the reading system goes; every text is as narrow as a screen of
// 320 pixels, with letters of twice the size too; in dark light no word keeps an ink of its own and no drawing is lost.
// Screenshots of a phone and a tablet, light and dark, are left in SCREENSHOTS.

import { createServer } from 'node:http'
import { mkdirSync, readFileSync } from 'node:fs'
import { dirname, extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, tell, withBrowser } from './browser.mjs'

const [epub, screenshots] = process.argv.slice(2)
const modules = join(dirname(fileURLToPath(import.meta.url)), 'node_modules')

const TYPES = { '.js': 'text/javascript', '.html': 'text/html', '.epub': 'application/epub+zip' }
const PAGE = `<!DOCTYPE html><meta charset="utf-8"><title>reading</title>
<style>html, body { margin: 0; height: 100%; color-scheme: light dark; background: Canvas } foliate-view { display: block; height: 100% }</style>
<script type="module" src="/foliate-js/view.js"></script>`

/** Serves the page, the library and the book, to this machine alone. */
const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://localhost').pathname))
    try {
        const body = path === '/' ? PAGE : path === '/book.epub' ? readFileSync(epub) : readFileSync(join(modules, path))
        response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? (path === '/' ? 'text/html' : 'application/octet-stream') })
        response.end(body)
    } catch {
        response.writeHead(404).end()
    }
})
await new Promise(done => server.listen(0, '127.0.0.1', done))
const address = `http://127.0.0.1:${server.address().port}/`

/** What the reader does, in the browser. */
const inBrowser = {
    /** Opens the book, its text in one long column or in pages. */
    async open(flow) {
        const { FootnoteHandler } = await import('/foliate-js/footnotes.js')
        await customElements.whenDefined('foliate-view')
        const view = document.createElement('foliate-view')
        document.body.append(view)
        await view.open('/book.epub')
        view.renderer.setAttribute('flow', flow)
        view.renderer.setAttribute('max-column-count', '1')
        view.renderer.setStyles?.('html { color-scheme: light dark }')
        const state = { view, doc: null, FootnoteHandler }
        view.addEventListener('load', ({ detail }) => { state.doc = detail.doc; state.index = detail.index })
        await view.goTo(0)
        globalThis.reader = state
        return view.book.sections.map(section => section.id)
    },

    /** Follows every note call of a text, and comes back. What went wrong, and how many calls there were. */
    async notes(index) {
        const { view, FootnoteHandler } = globalThis.reader
        const faults = []
        await view.goTo(index)
        const doc = globalThis.reader.doc
        const calls = [...doc.querySelectorAll('a[role=doc-noteref]')]
        for (const call of calls) {
            const number = call.textContent
            const note = doc.querySelector(call.getAttribute('href'))
            if (!note) { faults.push(`note call ${number} leads out of its text`); continue }
            // As a pop-up: the note alone.
            const handler = new FootnoteHandler()
            const shown = new Promise((done, fail) => {
                handler.addEventListener('render', ({ detail }) => done(detail))
                setTimeout(() => fail(new Error(`note ${number} does not pop up`)), 5000)
            })
            handler.addEventListener('before-render', ({ detail }) => {
                // It stays to the end: the library goes on with it after it has told of it.
                Object.assign(detail.view.style, { position: 'fixed', left: '-500px', width: '300px', height: '300px' })
                document.body.append(detail.view)
            })
            const once = event => {
                view.removeEventListener('link', once)
                handler.handle(view.book, event)?.catch(() => {})
            }
            view.addEventListener('link', once)
            call.click()
            try {
                const { target, type } = await shown
                const said = target.textContent.replace(/\s+/g, ' ').trim()
                if (type !== 'footnote') faults.push(`note ${number} is shown as ${type}`)
                if (!said.startsWith(number)) faults.push(`note ${number} pops up as "${said.slice(0, 40)}"`)
                if (target.querySelectorAll('[role=doc-footnote]').length > 0) faults.push(`note ${number} pops up with others`)
            } catch (fault) { faults.push(String(fault.message)) }
            // And on foot: its number leads back.
            const back = [...note.querySelectorAll('a[role=doc-backlink]')].map(a => a.getAttribute('href'))
            if (!back.includes(`#${call.id}`)) faults.push(`note ${number} does not lead back to its call`)
        }
        if (calls.length > 0) {
            const call = calls[calls.length - 1]
            const there = new Promise(done => view.addEventListener('relocate', done, { once: true }))
            call.click()
            await there
            const back = new Promise(done => view.addEventListener('relocate', done, { once: true }))
            doc.querySelector(call.getAttribute('href')).querySelector('a[role=doc-backlink]').click()
            const { detail } = await back
            if (!detail.range?.intersectsNode(call)) faults.push(`the way back from note ${call.textContent} ends elsewhere`)
        }
        return { calls: calls.length, faults }
    },

    /** Looks at a text in dark light: all words are in the reader's own ink, pictures have a light ground, and what was written
     *  beside a text stands beside it if there is room, else below. What is not so. */
    async dress(index, room) {
        const { view } = globalThis.reader
        await view.goTo(index)
        const doc = globalThis.reader.doc
        const style = element => doc.defaultView.getComputedStyle(element)
        const faults = []
        const ink = style(doc.body).color
        for (const element of doc.body.querySelectorAll('*')) {
            if (style(element).color !== ink) faults.push(`${element.localName} has an ink of its own`)
            const ground = style(element).backgroundColor
            const picture = element.localName === 'img' && element.closest('figure')
            if (ground !== (picture ? 'rgb(255, 255, 255)' : 'rgba(0, 0, 0, 0)')) faults.push(`${element.localName} stands on ${ground}`)
        }
        for (const note of doc.querySelectorAll('.beside > .marginal')) {
            const [text, beside] = [note.parentElement.firstElementChild, note].map(element => element.getClientRects()[0])
            if ((beside.left >= text.right) !== room) faults.push(`a marginal note stands ${room ? 'below' : 'beside'} its text`)
        }
        return faults
    },

    /** Goes to pages of the printed edition; what went wrong. */
    async pages(step) {
        const { view } = globalThis.reader
        const list = view.book.pageList ?? []
        const faults = []
        for (let at = 0; at < list.length; at += step) {
            const { href, label } = list[at]
            const { index, anchor } = view.book.resolveHref(href)
            await view.goTo(href)
            const mark = anchor(globalThis.reader.doc)
            if (index !== globalThis.reader.index || mark?.getAttribute?.('role') !== 'doc-pagebreak')
                faults.push(`page ${label} is not where the list says`)
            else if (mark.getAttribute('aria-label') !== label) faults.push(`page ${label} is marked otherwise`)
        }
        return { pages: list.length, faults }
    },
}

/** Whether a text is wider than the screen: what juts out of it, but for boxes that can be scrolled. */
function juttingOut() {
    const width = document.documentElement.clientWidth
    const out = []
    for (const element of document.body.querySelectorAll('*')) {
        if (element.closest('.table') && !element.matches('.table')) continue
        const box = element.getBoundingClientRect()
        if (box.width > 0 && (box.right > width + 1 || box.left < -1)) {
            out.push(`${element.tagName.toLowerCase()}.${element.className} "${element.textContent.trim().slice(0, 30)}" ends at ${Math.round(box.right)}`)
        }
    }
    return out.slice(0, 3)
}

mkdirSync(screenshots, { recursive: true })

/** The book, open on a screen. */
async function reader(browser, width, height, scheme, flow) {
    const page = await browser.newPage()
    page.on('pageerror', error => expect(false, `the reading system says: ${error.message}`))
    await page.setViewport({ width, height, deviceScaleFactor: 1 })
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
    await page.goto(address)
    const sections = await page.evaluate(inBrowser.open, flow)
    return { page, sections }
}

await withBrowser(async browser => {
    const { page, sections } = await reader(browser, 390, 780, 'light', 'scrolled')
    let calls = 0
    for (let index = 0; index < sections.length; index += 1) {
        const told = await page.evaluate(inBrowser.notes, index)
        calls += told.calls
        told.faults.forEach(fault => expect(false, `${sections[index]}: ${fault}`))
    }
    const { pages, faults: astray } = await page.evaluate(inBrowser.pages, 1)
    astray.forEach(fault => expect(false, fault))
    expect(calls > 0, 'there is no note call in the book')
    expect(pages > 0, 'there is no page list')
    console.log(`${calls} note calls followed and ${pages} pages turned to in ${sections.length} texts`)
    await page.close()

    for (const fault of await narrow(browser)) expect(false, fault)

    for (const [device, width, height] of [['phone', 390, 780], ['tablet', 820, 1180]]) {
        for (const scheme of ['light', 'dark']) {
            const { page, sections } = await reader(browser, width, height, scheme, 'paginated')
            const wanted = sections.map((id, index) => [id, index]).filter(([id]) => /cover|title-page|chapter|doc-|index/.test(id))
            const chosen = [...wanted.slice(0, 2), ...wanted.filter(([id]) => /chapter|doc-/.test(id)).slice(0, 2), ...wanted.filter(([id]) => /index/.test(id))]
            for (const [id, index] of chosen) {
                await page.evaluate(index => globalThis.reader.view.goTo(index), index)
                await new Promise(done => setTimeout(done, 150))
                await page.screenshot({ path: join(screenshots, `${device}-${scheme}-${id.replace(/.*\//, '').replace(/\W+/g, '-')}.png`) })
            }
            if (scheme === 'dark') {
                for (const [index, id] of sections.entries()) {
                    const faults = await page.evaluate(inBrowser.dress, index, device === 'tablet')
                    faults.forEach(fault => expect(false, `${id}, ${device} in dark: ${fault}`))
                }
            }
            await page.close()
        }
    }
})
server.close()
tell(`${epub} in a reading system`)

/** Every text on the narrowest screen, with letters as they are and of twice the size. */
async function narrow(browser) {
    const page = await browser.newPage()
    await page.setViewport({ width: 320, height: 640 })
    await page.goto(address)
    const found = []
    const texts = await page.evaluate(async () => {
        const { makeBook } = await import('/foliate-js/view.js')
        const book = await makeBook('/book.epub')
        const texts = []
        for (const section of book.sections) texts.push([section.id, await section.load()])
        return texts
    })
    for (const size of ['100%', '200%']) {
        for (const [id, url] of texts) {
            await page.evaluate(async (url, size) => {
                document.querySelector('iframe')?.remove()
                const frame = document.createElement('iframe')
                Object.assign(frame.style, { border: 0, width: '320px', height: '640px' })
                const loaded = new Promise(done => frame.addEventListener('load', done))
                frame.src = url
                document.body.replaceChildren(frame)
                await loaded
                frame.contentDocument.documentElement.style.fontSize = size
                await frame.contentDocument.fonts.ready
            }, url, size)
            const frame = await (await page.$('iframe')).contentFrame()
            const out = await frame.evaluate(juttingOut)
            found.push(...out.map(what => `${id} at ${size}: ${what}`))
        }
    }
    await page.close()
    return found
}
