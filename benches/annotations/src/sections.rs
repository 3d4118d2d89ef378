//! The sections of an executable, by what they are for.

use crate::Result;
use object::{Object, ObjectSection, Section, SectionKind};

/// The purpose of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Code,
    Constants,
    Data,
    Unwinding,
    Relocations,
}

impl Part {
    pub(crate) const ALL: [Self; 5] = [
        Self::Code,
        Self::Constants,
        Self::Data,
        Self::Unwinding,
        Self::Relocations,
    ];

    /// For a table: with the sections' names on Linux. Constants grow by whole pages there, since a
    /// table of `ring`'s that follows the program's own is aligned to one.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Code => "machine code (`.text`)",
            Self::Constants => "constants (`.rodata`), in steps of a page",
            Self::Data => "data (`.data`, `.data.rel.ro`, the linker's lists)",
            Self::Unwinding => "unwinding (`.eh_frame`, `.gcc_except_table`)",
            Self::Relocations => "relocations (`.rela.dyn`)",
        }
    }

    /// `None` for what is not loaded, or takes no room in the file.
    fn of(name: &str, kind: SectionKind) -> Option<Self> {
        match name {
            // Of ELF, of Mach-O, of PE.
            ".eh_frame" | ".eh_frame_hdr" | ".gcc_except_table" | "__eh_frame" | "__gcc_except_tab"
            | "__unwind_info" | ".pdata" | ".xdata" => return Some(Self::Unwinding),
            ".rela.dyn" | ".relr.dyn" | ".rel.dyn" | ".reloc" => return Some(Self::Relocations),
            ".init_array" | ".fini_array" => return Some(Self::Data),
            _ => {}
        }
        match kind {
            SectionKind::Text => Some(Self::Code),
            SectionKind::ReadOnlyData | SectionKind::ReadOnlyString => Some(Self::Constants),
            SectionKind::Data | SectionKind::ReadOnlyDataWithRel | SectionKind::Tls => Some(Self::Data),
            _ => None,
        }
    }
}

/// How large an executable is, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sizes {
    /// In the order of [`Part::ALL`], which is that of the variants.
    pub(crate) parts: [u64; Part::ALL.len()],
    /// The whole file.
    pub(crate) file: u64,
}

impl Sizes {
    pub(crate) fn of(executable: &[u8]) -> Result<Self> {
        let file = object::File::parse(executable).map_err(|error| format!("not an executable: {error}"))?;
        let sections: Vec<(Option<Part>, u64)> = file
            .sections()
            .map(|section| (part(&section), section.size()))
            .collect();
        let size_of = |part| {
            let of_part = sections.iter().filter(|(of, _)| *of == Some(part));
            of_part.map(|(_, size)| size).sum()
        };
        Ok(Self {
            parts: Part::ALL.map(size_of),
            file: u64::try_from(executable.len())?,
        })
    }

    pub(crate) fn of_part(&self, part: Part) -> u64 {
        self.parts[part as usize]
    }
}

fn part(section: &Section<'_, '_>) -> Option<Part> {
    Part::of(section.name().unwrap_or_default(), section.kind())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_real_executable_has_its_parts() {
        let executable = std::fs::read(std::env::current_exe().unwrap()).unwrap();
        let sizes = Sizes::of(&executable).unwrap();
        // Not every platform has sections for relocations.
        for part in [Part::Code, Part::Constants, Part::Data, Part::Unwinding] {
            assert!(sizes.of_part(part) > 0, "{part:?} of {sizes:?}");
        }
        assert!(sizes.parts.iter().sum::<u64>() < sizes.file, "{sizes:?}");
    }

    #[test]
    fn what_is_no_executable_is_an_error() {
        assert!(Sizes::of(b"#!/bin/sh\n").is_err());
    }
}
