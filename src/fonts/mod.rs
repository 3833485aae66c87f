//! Faces, as bytes: found once, shared by all that set or embed type.
//!
//! No font of the machine is ever used: a volume has the family that is compiled in and
//! those under its own `fonts/`, so that the same sources make the same pages anywhere.

pub mod licence;

/// A face of the volume: an index, always good for the [`Fonts`] that gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub u16);

/// The cuts of a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cut {
    /// Roman.
    Regular,
    /// Italic.
    Italic,
    /// Bold.
    Bold,
    /// Bold italic.
    BoldItalic,
}

/// One face.
#[derive(Clone, Debug)]
pub struct Face {
    /// The file, whole.
    pub bytes: std::sync::Arc<[u8]>,
    /// Which face of the file it is, for collections.
    pub index: u32,
    /// Its family's name.
    pub family: String,
    /// Its cut.
    pub cut: Cut,
    /// Its PostScript name: `LibertinusSerif-Italic`.
    pub postscript_name: String,
    /// Units to the em.
    pub units_per_em: u16,
}

/// All faces of a volume.
#[derive(Clone, Debug, Default)]
pub struct Fonts {
    /// The faces, the text family's first.
    pub faces: Vec<Face>,
}

impl Fonts {
    /// The face of `id`.
    pub fn face(&self, id: FaceId) -> &Face {
        &self.faces[id.0 as usize]
    }
}
