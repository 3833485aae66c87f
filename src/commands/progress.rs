//! What a person sees while they wait.
//!
//! On a terminal, a line that names the station; elsewhere, and for what is done within
//! half a second, nothing.

use std::io::IsTerminal;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;

use bookgen::{Format, Station};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How long a person waits before they are told what for.
const PATIENCE: Duration = Duration::from_millis(500);

/// A line that names the station; it goes away when this does.
pub struct Progress {
    bar: ProgressBar,
    /// Dropping it tells the waiting thread that nothing more is to be shown.
    _done: Sender<()>,
}

impl Progress {
    /// Begins to wait.
    pub fn begin() -> Progress {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
            bar.set_style(style);
        }
        let (done, waiting) = channel();
        if std::io::stderr().is_terminal() {
            let shown = bar.clone();
            std::thread::spawn(move || {
                if waiting.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                    shown.set_draw_target(ProgressDrawTarget::stderr());
                    shown.enable_steady_tick(Duration::from_millis(120));
                }
            });
        }
        Progress { bar, _done: done }
    }

    /// Names the station.
    pub fn at(&self, station: Station) {
        self.bar.set_message(match station {
            Station::Reading => "reading the sources",
            Station::Assembling => "numbering, and answering references",
            Station::Setting => "setting lines and pages",
            Station::Checking => "checking",
            Station::Writing(Format::Epub) => "writing the EPUB",
            Station::Writing(Format::Onix) => "writing the ONIX record",
            Station::Writing(Format::Pdf) => "writing the PDF for the printer",
            Station::Writing(Format::Proof) => "writing the proof",
            Station::Writing(Format::Web) => "writing the web pages",
            Station::Writing(Format::Screen) => "writing the PDF for the screen",
        });
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
