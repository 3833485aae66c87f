//! Families: the faces of one name, by cut.

use std::collections::BTreeMap;

use super::whole::is_whole;
use super::{Cut, Face, FaceId};
use crate::report::{Code, Diagnostic, Report};
use crate::source::Sources;

/// A family and where its faces are.
#[derive(Clone, Debug)]
pub(super) struct Family {
    /// Its name.
    pub(super) name: String,
    /// For each cut, in the order of [`Cut::ALL`], the faces from the nearest to the farthest.
    near: [Vec<FaceId>; 4],
}

impl Family {
    /// The family of `faces`, the first of which will be the volume's face number `first`; none if there are none.
    pub(super) fn new(faces: &[Face], first: usize) -> Option<Family> {
        let id = |at: usize| FaceId((first + at) as u16);
        let of_cut = |cut: Cut| faces.iter().position(|face| face.cut == cut).map(id);
        let near = Cut::ALL.map(|cut| cut.stand_ins().into_iter().filter_map(of_cut).collect());
        Some(Family { name: faces.first()?.family.clone(), near })
    }

    /// The face for `cut`, or what stands in for it.
    pub(super) fn face(&self, cut: Cut) -> FaceId {
        self.near[cut as usize][0]
    }

    /// All faces, the nearest to `cut` first.
    pub(super) fn near(&self, cut: Cut) -> impl Iterator<Item = FaceId> + '_ {
        self.near[cut as usize].iter().copied()
    }
}

/// The families under `fonts/`, in the order of their names; each has at least one face, and at most one of a cut.
pub(super) fn found(sources: &Sources, report: &mut Report) -> Vec<Vec<Face>> {
    let mut families: BTreeMap<String, Vec<Face>> = BTreeMap::new();
    for (path, bytes) in sources.assets().filter(|(path, _)| is_font(path)) {
        // A collection (.ttc) holds several faces; any other file one.
        let mut faces: Vec<Face> = (0..).map_while(|index| Face::read(bytes, index)).collect();
        let readable = faces.len();
        faces.retain(is_whole);
        if readable == 0 || faces.len() < readable {
            let what = if readable == 0 { "cannot be read" } else { "is damaged, or was copied only in part" };
            let message = format!("the font `{path}` {what}");
            let hint = "fonts are OpenType or TrueType files (.otf, .ttf, .ttc); get the file anew, or take it away";
            report.push(Diagnostic::of_volume(Code::BrokenFont, message).hint(hint));
        }
        for face in faces {
            families.entry(face.family.to_lowercase()).or_default().push(face);
        }
    }
    families.into_values().map(one_of_each_cut).collect()
}

fn is_font(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    path.starts_with("fonts/") && matches!(ending.as_str(), "otf" | "ttf" | "ttc" | "otc")
}

/// Of each cut the face that text is set in: of light, book and medium the book, of semibold, bold and black the bold.
fn one_of_each_cut(faces: Vec<Face>) -> Vec<Face> {
    let mut chosen = Vec::new();
    for cut in Cut::ALL {
        let usual: u16 = if matches!(cut, Cut::Regular | Cut::Italic) { 400 } else { 700 };
        chosen.extend(
            faces.iter().filter(|face| face.cut == cut).min_by_key(|face| face.weight.abs_diff(usual)).cloned(),
        );
    }
    chosen
}
