//! The plot as a figure for a page or a report.

use dualtrack_record::Track;

use super::scene::{Anchor, Colour, Scene};
use super::{Bar, Mark, bars, length, png, step_of_axis, svg};
use crate::smooth::smooth;
use crate::tracks::{Series, classes};

const WIDTH: f32 = 960.0;
const HEIGHT: f32 = 500.0;
const LEFT: f32 = 52.0;
const RIGHT: f32 = 936.0;
const TOP: f32 = 104.0;
const BOTTOM: f32 = 404.0;
/// The strip of the articles.
const STRIP: (f32, f32) = (418.0, 450.0);
/// Bars narrower than this cannot be told apart.
const NARROWEST: f32 = 2.0;
/// Pixels of a PNG in one unit.
const SCALE: f32 = 2.0;

const INK: Colour = [0x22, 0x26, 0x2b];
const QUIET: Colour = [0x6a, 0x71, 0x79];
const GRID: Colour = [0xe4, 0xe7, 0xea];
const VOLUME: Colour = [0xc3, 0xc8, 0xcd];

/// What a plot shows of a relation.
#[derive(Debug, Clone)]
pub struct Figure<'a> {
    /// Who ("Norway – Russia").
    pub title: &'a str,
    /// What is counted ("events that happened, both directions").
    pub subtitle: &'a str,
    /// The counts.
    pub series: &'a Series,
    /// Where a track changed its level.
    pub marks: &'a [Mark],
}

/// The colours of a track: in deeds, in words, of its smoothed line.
const fn colours(track: Track) -> [Colour; 3] {
    match track {
        Track::Cooperation => [[0x1c, 0x7c, 0x8a], [0x94, 0xcb, 0xd2], [0x0d, 0x4e, 0x58]],
        Track::Conflict => [[0xb7, 0x41, 0x2c], [0xea, 0xab, 0x9c], [0x7a, 0x24, 0x14]],
    }
}

impl Figure<'_> {
    /// As SVG.
    #[must_use]
    pub fn svg(&self) -> String {
        svg::write(&self.scene())
    }

    /// As PNG; none only if memory for the picture is lacking.
    #[must_use]
    pub fn png(&self) -> Option<Vec<u8>> {
        png::write(&self.scene(), SCALE)
    }

    fn scene(&self) -> Scene {
        let (bars, each) = bars(self.series, ((RIGHT - LEFT) / NARROWEST) as usize);
        let frame = Frame::new(&bars);
        let title = format!("{}: {}", self.title, self.subtitle);
        let mut scene = Scene { width: WIDTH, height: HEIGHT, title, shapes: Vec::new() };
        self.heading(&length(self.series, each), &mut scene);
        frame.grid(&mut scene);
        frame.dates(&bars, &mut scene);
        for track in [Track::Cooperation, Track::Conflict] {
            frame.track(&bars, track, &mut scene);
            frame.smoothed(&bars, track, &mut scene);
        }
        frame.volume(&bars, &mut scene);
        scene.line(vec![(LEFT, frame.zero), (RIGHT, frame.zero)], INK, 1.0);
        self.changes(&frame, each, &mut scene);
        frame.notes(&bars, &mut scene);
        scene
    }

    fn heading(&self, each: &str, scene: &mut Scene) {
        scene.text((24.0, 36.0), self.title, 20.0, Anchor::Start, INK);
        let subtitle = format!("{}; one bar: {each}", self.subtitle);
        scene.text((24.0, 58.0), subtitle, 12.5, Anchor::Start, QUIET);
        let mut x = 24.0;
        for track in [Track::Cooperation, Track::Conflict] {
            let [deeds, words, line] = colours(track);
            for (colour, manner) in [(deeds, "in deeds"), (words, "in words")] {
                scene.bar((x, 74.0), 10.0, 10.0, colour);
                let label = format!("{track} {manner}");
                scene.text((x + 15.0, 83.0), &label, 11.0, Anchor::Start, INK);
                x += 34.0 + 6.4 * label.len() as f32;
            }
            scene.line(vec![(x, 79.0), (x + 14.0, 79.0)], line, 1.8);
            scene.text((x + 19.0, 83.0), "smoothed", 11.0, Anchor::Start, INK);
            x += 96.0;
        }
    }

    /// A dashed line and the period of each change, those of cooperation above the zero line, of conflict below.
    fn changes(&self, frame: &Frame, each: usize, scene: &mut Scene) {
        let mut taken = [f32::MIN; 2];
        for mark in self.marks {
            let Some((period, _)) = self.series.bins().get(mark.at) else { continue };
            let x = frame.x(mark.at as f32 / each as f32);
            let up = mark.track == Track::Cooperation;
            let (from, to, base) =
                if up { (frame.zero, TOP, TOP + 9.0) } else { (frame.zero, BOTTOM, BOTTOM - 3.0) };
            let [_, _, colour] = colours(mark.track);
            scene.dashes(vec![(x, from), (x, to)], colour, 1.2);
            let label = format!("{}{period}", if mark.rise { "▲" } else { "▼" });
            let width = 7.0 * label.chars().count() as f32;
            if x < taken[usize::from(up)] {
                continue;
            }
            taken[usize::from(up)] = x + width + 6.0;
            let (x, anchor) =
                if x + width > RIGHT { (x - 4.0, Anchor::End) } else { (x + 4.0, Anchor::Start) };
            scene.text((x, base), label, 10.5, anchor, colour);
        }
    }
}

/// Where numbers and periods stand on the page.
struct Frame {
    bars: usize,
    zero: f32,
    /// Units of the page for one event.
    unit: f32,
    /// The highest bar up and down.
    most: [u64; 2],
}

impl Frame {
    fn new(bars: &[Bar]) -> Self {
        let highest = |track| bars.iter().map(|bar| bar.counts.on(track)).max().unwrap_or(0);
        let most = [highest(Track::Cooperation), highest(Track::Conflict)];
        // A track on which nothing happens still has its side, so that nothing is seen to be nothing.
        let whole = (most[0] + most[1]).max(1) as f32;
        let share = |at: usize| (most[at] as f32).max(whole / 6.0) * 1.12;
        let unit = (BOTTOM - TOP) / (share(0) + share(1));
        Self { bars: bars.len(), zero: TOP + share(0) * unit, unit, most }
    }

    fn x(&self, bar: f32) -> f32 {
        LEFT + bar * self.width()
    }

    fn width(&self) -> f32 {
        (RIGHT - LEFT) / self.bars.max(1) as f32
    }

    /// The place of a number on the side of a track.
    fn y(&self, track: Track, number: f32) -> f32 {
        match track {
            Track::Cooperation => self.zero - number * self.unit,
            Track::Conflict => self.zero + number * self.unit,
        }
    }

    fn grid(&self, scene: &mut Scene) {
        let step = step_of_axis(self.most[0].max(self.most[1]), 4);
        scene.text((LEFT - 8.0, self.zero + 3.5), "0", 10.5, Anchor::End, QUIET);
        for track in [Track::Cooperation, Track::Conflict] {
            for number in (1..).map(|times| times * step) {
                let y = self.y(track, number as f32);
                if !(TOP..=BOTTOM).contains(&y) {
                    break;
                }
                scene.line(vec![(LEFT, y), (RIGHT, y)], GRID, 1.0);
                scene.text((LEFT - 8.0, y + 3.5), number.to_string(), 10.5, Anchor::End, QUIET);
            }
        }
    }

    fn track(&self, bars: &[Bar], track: Track, scene: &mut Scene) {
        let [words, deeds] = classes(track);
        let [solid, light, _] = colours(track);
        let gap = if self.width() > 4.0 { 1.0 } else { 0.0 };
        for (at, bar) in bars.iter().enumerate() {
            let (deeds, words) = (bar.counts.of(deeds) as f32, bar.counts.of(words) as f32);
            let mut part = |from: f32, to: f32, colour| {
                let (a, b) = (self.y(track, from), self.y(track, to));
                scene.bar((self.x(at as f32), a.min(b)), self.width() - gap, (a - b).abs(), colour);
            };
            part(0.0, deeds, solid);
            part(deeds, deeds + words, light);
        }
    }

    fn smoothed(&self, bars: &[Bar], track: Track, scene: &mut Scene) {
        let counts: Vec<f64> = bars.iter().map(|bar| bar.counts.on(track) as f64).collect();
        if counts.len() < 3 {
            return;
        }
        let place = |(at, level): (usize, f64)| (self.x(at as f32 + 0.5), self.y(track, level as f32));
        let points = smooth(&counts).into_iter().enumerate().map(place).collect();
        scene.line(points, colours(track)[2], 1.6);
    }

    fn volume(&self, bars: &[Bar], scene: &mut Scene) {
        let (top, bottom) = STRIP;
        let most = bars.iter().map(|bar| bar.counts.articles).max().unwrap_or(0);
        scene.line(vec![(LEFT, bottom), (RIGHT, bottom)], GRID, 1.0);
        for (at, bar) in bars.iter().enumerate() {
            let height = (bottom - top) * bar.counts.articles as f32 / most.max(1) as f32;
            scene.bar((self.x(at as f32), bottom - height), self.width(), height, VOLUME);
        }
        let label = format!("grey: articles read, at most {most} in a bar");
        scene.text((RIGHT, 490.0), label, 10.5, Anchor::End, QUIET);
    }

    /// Years under the axis, or the periods themselves where few years are shown.
    fn dates(&self, bars: &[Bar], scene: &mut Scene) {
        let years = bars.last().zip(bars.first()).map_or(0, |(last, first)| {
            i32::from(last.first.first().year()) - i32::from(first.first.first().year())
        });
        let mut free = f32::MIN;
        for (at, bar) in bars.iter().enumerate() {
            let year = bar.first.first().year();
            let begins = at == 0 || bars[at - 1].first.first().year() != year;
            let (label, width) = if years >= 2 {
                if at == 0 || !begins {
                    continue;
                }
                (year.to_string(), 34.0)
            } else {
                (bar.first.to_string(), 78.0)
            };
            let x = self.x(at as f32);
            if x < free || x + width > RIGHT + 20.0 {
                continue;
            }
            free = x + width;
            scene.line(vec![(x, TOP), (x, STRIP.1 + 4.0)], GRID, 1.0);
            scene.text((x, STRIP.1 + 17.0), label, 10.5, Anchor::Start, QUIET);
        }
    }

    /// What each bar says to whoever points at it.
    fn notes(&self, bars: &[Bar], scene: &mut Scene) {
        for (at, bar) in bars.iter().enumerate() {
            let when = if bar.first == bar.last {
                bar.first.to_string()
            } else {
                format!("{} to {}", bar.first, bar.last)
            };
            let counts = &bar.counts;
            let text = format!(
                "{when}: {} cooperation, {} conflict, {} articles",
                counts.on(Track::Cooperation),
                counts.on(Track::Conflict),
                counts.articles
            );
            scene.note((self.x(at as f32), TOP), self.width(), STRIP.1 - TOP, text);
        }
    }
}
