//! A volume and a design into pages.

pub mod line;
pub mod page;
