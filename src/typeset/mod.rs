//! A volume and a design into pages.

pub mod compose;
pub mod line;
pub mod page;
