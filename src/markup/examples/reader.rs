//! A small reader with a piece of every kind.

use super::*;

/// What the piece of this slug becomes in the small reader.
pub fn section_of(slug: &str) -> String {
    let (volume, pages) = reader();
    let at = volume.pieces.iter().position(|piece| piece.slug == slug).expect("a piece of the reader");
    section(&volume, &pages, PieceId(at as u32))
}

/// A small reader with a piece of every kind, where everything refers to something.
pub fn reader() -> (Volume, Pages) {
    let mut volume = empty_volume();
    people_and_imprint(&mut volume.metadata);
    front(&mut volume);
    body(&mut volume);
    back(&mut volume);
    let folios: Vec<(PlaceId, u32)> =
        (0..volume.places.len() as u32).map(|place| (PlaceId(place), 10 + place / 3)).collect();
    let pages = pages(&volume, &folios);
    (volume, pages)
}

fn people_and_imprint(metadata: &mut Metadata) {
    let person =
        |name: &str, sort: &str, role: &str| Contributor { name: name.into(), sort: sort.into(), role: role.into() };
    metadata.subtitle = Some("A History in Documents".into());
    metadata.contributors = vec![
        person("Anna Kovács", "Kovács, Anna", "edt"),
        person("John Barr", "Barr, John", "edt"),
        person("M. Barr", "Barr, M.", "trl"),
        person("E. Vess", "Vess, E.", "ctg"),
    ];
    metadata.publisher = Some("Orlau University Press".into());
    metadata.place = Some("Orlau".into());
    metadata.edition = Some("First edition".into());
    metadata.description = Some("The crisis of 1936 <from> the archives & memoirs.".into());
    metadata.subjects = vec!["Orlau—History".into(), "Diplomacy".into()];
    metadata.isbn_print = Some("978-0-00-000000-2".into());
    metadata.isbn_epub = Some("978-3-16-148410-0".into());
    metadata.series = Some(SeriesInfo { title: "Readers".into(), number: Some(3), note: None, volumes: Vec::new() });
}

fn generated(volume: &mut Volume, matter: Matter, slug: &str, title: &str, kind: PieceKind) -> PieceId {
    let title = if title.is_empty() { Vec::new() } else { vec![plain(title)] };
    add_piece(volume, matter, slug, title, kind)
}

fn front(volume: &mut Volume) {
    let rights = vec![paragraph(vec![plain("© 2026 the editors.")]), paragraph(vec![plain("All rights reserved.")])];
    let series = SeriesPage {
        title: "Readers, 3".into(),
        note: vec![paragraph(vec![plain("Edited in Orlau.")])],
        volumes: vec![vec![plain("1. The Thaw")], vec![styled(Style::Emphasis, "2. The Frost")]],
    };
    let sign = |sign: Hand, words: &str, meaning: &str| Sign {
        sign: vec![Inline::Editorial(sign, vec![plain(words)], span())],
        meaning: meaning.into(),
    };
    let signs = vec![sign(Hand::Sic, "sic", "so in the source"), sign(Hand::Omission, "...", "left out")];
    for (slug, title, kind) in [
        ("half-title", "", PieceKind::HalfTitle),
        ("series-page", "", PieceKind::SeriesPage(series)),
        ("title-page", "", PieceKind::TitlePage),
        ("copyright", "", PieceKind::Copyright(rights)),
        ("dedication", "", PieceKind::Dedication(vec![paragraph(vec![plain("To the ferrymen")])])),
        ("contents", "Contents", PieceKind::Contents),
        // The documents and figures are known by the number of their piece and place below.
        ("list-of-documents", "List of Documents", PieceKind::ListOfDocuments(vec![PieceId(13), PieceId(14)])),
        ("list-of-figures", "List of Figures", PieceKind::ListOfFigures(vec![FigureId(0)])),
        ("signs", "Editorial Signs", PieceKind::Signs(signs)),
    ] {
        generated(volume, Matter::Front, slug, title, kind);
    }
    generated(
        volume,
        Matter::Front,
        "preface",
        "Preface",
        essay(vec![paragraph(vec![plain("This book began late.")])]),
    );
    let abbreviation = place(volume, PieceId(10), "abbr-AVH");
    volume.entries.push(Entry {
        register: RegisterKind::Abbreviations,
        place: abbreviation,
        name: vec![plain("AVH")],
        dates: None,
        expansion: vec![styled(Style::Foreign(language("hu")), "Államvédelmi Hatóság")],
        note: vec![paragraph(vec![plain("State Security Authority")])],
        also: Vec::new(),
        see: None,
    });
    let kind = PieceKind::Register(RegisterKind::Abbreviations, vec![EntryId(0)]);
    generated(volume, Matter::Front, "abbreviations", "Abbreviations", kind);
}

fn body(volume: &mut Volume) {
    generated(volume, Matter::Body, "part-1", "The Crossing", PieceKind::Part);
    let chapter = PieceId(12);
    let call = add_note(volume, chapter, Series::Editorial, "1", "See the memoirs.");
    let mark = mark(place(volume, chapter, "ix-1"));
    let text = vec![
        block(BlockKind::Heading(1, vec![plain("A bridge is opened")])),
        paragraph(vec![plain("The Le"), mark, plain("gation knew nothing."), call]),
    ];
    let essay = Essay { subtitle: vec![plain("March 1936")], authors: vec!["Anna Kovács".into()], text };
    let kind = PieceKind::Chapter { number: 1, label: "Chapter 1".into(), essay };
    generated(volume, Matter::Body, "chapter-thaw", "The Thaw", kind);
    if let Some(piece) = volume.pieces.last_mut() {
        piece.notes = vec![NoteId(0)];
    }
    telegram(volume);
    minutes(volume);
}

fn telegram(volume: &mut Volume) {
    let piece = PieceId(13);
    let figure_place = place(volume, piece, "fig-bridge");
    let picture = Picture { bytes: PICTURE.into(), format: PictureFormat::Png, width: 2, height: 2 };
    volume.figures.push(Figure {
        label: "Figure 1".into(),
        place: figure_place,
        title: vec![plain("The bridge")],
        file_name: "bridge.png".into(),
        picture,
    });
    let in_title = add_note(volume, piece, Series::Editorial, "1", "Not printed.");
    let in_text = add_note(volume, piece, Series::Editorial, "2", "Two squadrons.");
    let again = place(volume, piece, "r-again");
    let again = Inline::Call(Call { note: NoteId(2), place: again }, span());
    let mut document = document(1, Vec::new());
    document.kind = DocumentKind::Telegram;
    document.address = vec![
        AddressLine { label: "From".into(), names: "Legation in Orlau".into() },
        AddressLine { label: "To".into(), names: "Ministry".into() },
    ];
    document.date_line = vec![plain("Orlau, 11 March 1936, 11:40 p.m.")];
    document.date_text = vec![plain("11 March 1936")];
    document.classification = Some("Strictly Confidential".into());
    document.headnote = vec![paragraph(vec![plain("The first report.")])];
    document.opener = Some(block(BlockKind::Lines(
        Lines::Opener,
        vec![line("No. 512", Some("Orlau, 11 March")), line("MOST IMMEDIATE.", None)],
    )));
    let nested = styled(Style::Emphasis, "thing");
    let entry = Some(volume.entries[0].place);
    document.text = vec![
        paragraph(vec![plain("The "), nested, plain(" is done."), in_text, plain(" Twice."), again]),
        paragraph(vec![
            reference(entry, Shows::Words(vec![plain("AVH")])),
            plain(" on page "),
            reference(entry, Shows::Folio),
        ]),
        block(BlockKind::Figure {
            placement: Placement::FullPage,
            picture: FigureId(0),
            description: "A stone bridge".into(),
            caption: vec![paragraph(vec![plain("The bridge")])],
        }),
        block(BlockKind::Signatures(vec![vec![line("VESS", None)], vec![line("LIND", None), line("Minister", None)]])),
    ];
    document.source = vec![plain("VSA, box 14, no. 512/36.")];
    let title = vec![plain("Telegram: \u{201C}The Bridge Is Open\u{201D}"), in_title];
    let kind = PieceKind::Document(Box::new(document));
    add_piece(volume, Matter::Body, "doc-orlau-512", title, kind);
    if let Some(piece) = volume.pieces.last_mut() {
        piece.notes = vec![NoteId(1), NoteId(2)];
    }
}

fn minutes(volume: &mut Volume) {
    let piece = PieceId(14);
    let of = |role, text| block(BlockKind::Paragraph(role, text));
    let original = add_note(volume, piece, Series::Original, "*", "Said twice.");
    let annex = place(volume, piece, "council-communique");
    let attachment = Block {
        anchor: Some(annex),
        ..block(BlockKind::Attachment {
            title: vec![plain("Communiqué")],
            blocks: vec![paragraph(vec![plain("The bridge is closed.")])],
        })
    };
    let cell = |text: &str| Cell { content: vec![plain(text)], span: span() };
    let item = |label: Option<&str>, text: &str| Item {
        label: label.map(str::to_owned),
        blocks: vec![paragraph(vec![plain(text)])],
        span: span(),
    };
    let list = |items| block(BlockKind::List { items, spacing: Spacing::Tight });
    let mut hungarian = block(BlockKind::Lines(Lines::Verse, vec![line("Talpra magyar, hí a haza!", None)]));
    hungarian.language = Some(language("hu"));
    let text = vec![
        block(BlockKind::Dressed(
            Dress::Participants,
            vec![paragraph(vec![plain("Members present:")]), list(vec![item(None, "Count Lind")])],
        )),
        of(Role::Direction, vec![Inline::Editorial(Hand::Addition, vec![plain("The meeting opened.")], span())]),
        of(Role::Speech, vec![styled(Style::Strong, "Lind:"), plain(" We cannot wait."), original]),
        of(Role::Continued, vec![styled(Style::Struck, "Never"), styled(Style::Inserted, "Now"), plain(".")]),
        block(BlockKind::Dressed(Dress::Marginal, vec![paragraph(vec![plain("By whom?")])])),
        block(BlockKind::Dressed(Dress::Omission, Vec::new())),
        list(vec![item(Some("7)"), "to close the bridge"), item(Some("9)"), "to publish")]),
        hungarian,
        block(BlockKind::Asterisks),
        block(BlockKind::Table {
            columns: vec![Alignment::Left, Alignment::Right],
            head: vec![cell("Place"), cell("Men")],
            rows: vec![vec![cell("Sebes"), cell("12")]],
        }),
        block(BlockKind::Dressed(Dress::Quotation, vec![paragraph(vec![plain("An extract.")])])),
        paragraph(vec![
            plain("See "),
            reference(Some(annex), Shows::Words(vec![plain("the communiqué")])),
            Inline::Link { address: "https://example.org/ő".into(), content: vec![plain(" (site)")], span: span() },
            Inline::Break(span()),
            Inline::Citation(CitationId(0), span()),
        ]),
        attachment,
    ];
    let document = document(2, text);
    let kind = PieceKind::Document(Box::new(document));
    add_piece(volume, Matter::Body, "doc-council", vec![plain("Minutes of the Council")], kind);
    if let Some(piece) = volume.pieces.last_mut() {
        piece.notes = vec![NoteId(3)];
    }
}

fn back(volume: &mut Volume) {
    let event = place(volume, PieceId(15), "event-1");
    let day = Day { year: 1936, month: Some(3), day: Some(11) };
    volume.events.push(Event {
        place: event,
        date_text: "11 March 1936".into(),
        date: Date { from: day, to: None, certainty: Certainty::Stated },
        text: vec![paragraph(vec![plain("The bridge is opened.")])],
    });
    generated(volume, Matter::Back, "chronology", "Chronology", PieceKind::Chronology(vec![EventId(0)]));
    let people: Vec<PlaceId> = ["p-lind", "p-minister"].map(|anchor| place(volume, PieceId(16), anchor)).into();
    let person = |place, name: &str, see| Entry {
        register: RegisterKind::People,
        place,
        name: vec![plain(name)],
        dates: Some("1880–1951".into()),
        expansion: Vec::new(),
        note: vec![paragraph(vec![plain("Minister-President.")])],
        also: vec!["Ottokar Lind".into()],
        see,
    };
    volume.entries.push(person(people[0], "Lind, Ottokar", None));
    volume.entries.push(person(people[1], "Minister", Some(EntryId(1))));
    let kind = PieceKind::Register(RegisterKind::People, vec![EntryId(1), EntryId(2)]);
    generated(volume, Matter::Back, "people", "People", kind);
    let work = place(volume, PieceId(17), "w-lind1951");
    let whole = || vec![plain("Lind, Ottokar. "), styled(Style::Emphasis, "Memoirs"), plain(". Vesk, 1951.")];
    volume.works.push(Work {
        key: "lind1951".into(),
        place: work,
        print: whole(),
        screen: whole(),
        annotation: Vec::new(),
    });
    volume.citations.push(Citation {
        print: vec![plain("Ibid., 90.")],
        screen: vec![plain("Lind, "), styled(Style::Emphasis, "Memoirs"), plain(", 90.")],
        works: vec![WorkId(0)],
    });
    let sections =
        vec![BibliographySection { title: "Memoirs".into(), list: crate::volume::WorkList::Works(vec![WorkId(0)]) }];
    generated(volume, Matter::Back, "bibliography", "Bibliography", PieceKind::Bibliography(sections));
    volume.index = index(volume);
    generated(volume, Matter::Back, "index", "Index", PieceKind::Index);
    let colophon = PieceKind::Colophon(vec![paragraph(vec![plain("Set in Libertinus.")])]);
    generated(volume, Matter::Back, "colophon", "Colophon", colophon);
}

fn index(volume: &mut Volume) -> Index {
    let headings: Vec<PlaceId> = ["ixh-1", "ixh-2", "ixh-3"].map(|anchor| place(volume, PieceId(18), anchor)).into();
    let spot = volume.places.iter().position(|place| place.anchor == "ix-1").unwrap();
    let note = &volume.notes[2];
    let place = |from, to, note| Locator { from, to, note, document: None };
    let locators = vec![
        place(PlaceId(spot as u32), Some(note.place), None),
        place(note.place, None, Some(NoteId(2))),
        place(note.place, None, Some(NoteId(2))),
    ];
    let heading = |text: &str, letter: Option<&str>, place| IndexHeading {
        heading: vec![plain(text)],
        letter: letter.map(str::to_owned),
        place,
        locators: Vec::new(),
        subheadings: Vec::new(),
        see: Vec::new(),
        see_also: Vec::new(),
    };
    let pointer = |words: &str, to| CrossReference { heading: vec![plain(words)], to };
    Index {
        style: Default::default(),
        headings: vec![
            IndexHeading {
                see: vec![pointer("Sebes Bridge", headings[1])],
                ..heading("Bridge", Some("B"), headings[0])
            },
            IndexHeading {
                locators,
                subheadings: vec![heading("opened", None, headings[2])],
                see_also: vec![pointer("Bridge", headings[0])],
                ..heading("Sebes Bridge", Some("S"), headings[1])
            },
        ],
    }
}

/// A PNG of four grey pixels.
#[rustfmt::skip]
const PICTURE: &[u8] = &[
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00, 0x02,
    0x00, 0x00, 0x00, 0x02, 0x08, 0x00, 0x00, 0x00, 0x00, 0x57, 0xDD, 0x52, 0xF8, 0x00, 0x00, 0x00, 0x0E, 0x49, 0x44, 0x41,
    0x54, 0x78, 0x9C, 0x63, 0x68, 0x68, 0x60, 0x68, 0x68, 0x00, 0x00, 0x06, 0x06, 0x02, 0x01, 0x2C, 0xC1, 0x50, 0xD7, 0x00,
    0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
];
