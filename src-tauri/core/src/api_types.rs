//! The types that cross to the window, written out as TypeScript. The committed file is kept current by
//! the test below: run it with `UPDATE_GOLDEN=1` after changing one of them.

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::PathBuf;

    use ts_rs::{Config, TS};

    fn add<T: TS + 'static>(all: &mut BTreeMap<String, String>, config: &Config) {
        all.insert(T::ident(config), format!("export {}\n", T::decl(config)));
    }

    macro_rules! declarations {
        ($($name:ty),* $(,)?) => {{
            let config = Config::default();
            let mut all = BTreeMap::new();
            $(add::<$name>(&mut all, &config);)*
            all
        }};
    }

    fn written() -> String {
        use crate::attachments::Attachment;
        use crate::audit::{Action, Head, log, verify};
        use crate::devices::guide::{
            CaseOfDevice, DeviceDue, DeviceGuide, DeviceStepInfo, DriveEvent, DriveView, ReturnDue,
        };
        use crate::devices::life::DeviceStep;
        use crate::disposals::{adequacy, board, case::Step, guide, photos, proof, reports, taken, weigh};
        use crate::error::{ErrorCode, ProblemView, Report};
        use crate::export::{ExportFormat, Exported, ListWanted};
        use crate::forms::{FormId, Selection, Subject};
        use crate::import::batches::{BatchCount, BatchInfo, KnownFile};
        use crate::import::refused::{RefusedFile, TextSample};
        use crate::import::{self, RowClass, diff, groups, left, lists, preview};
        use crate::ledgers::accounts::RoleChoice;
        use crate::ledgers::setup::{SessionInfo, Setup};
        use crate::people::{actions as people, holdings};
        use crate::profile::{ProfileNumber, ProfileSummary};
        use crate::records::{home, list, undo, view};
        use crate::training::session::{attendance, steps as training_steps};
        use crate::training::{
            chasing, duties, guide as sessions, matrix, rates, reports as training_reports, signed,
            targets_preview, untrained,
        };
        use crate::users::password::PasswordAge;
        use crate::vocab::{Choice, Label, RegisterId};

        let all = declarations![
            Action,
            Head,
            log::LogLine,
            log::EventQuery,
            log::EventPage,
            verify::VerifyReport,
            verify::Bad,
            verify::Fault,
            Attachment,
            adequacy::Adequacy,
            adequacy::Advice,
            adequacy::Remark,
            board::BoardCase,
            board::Awaited,
            Step,
            guide::IncompleteCertificate,
            guide::StepInfo,
            guide::CaseGuide,
            guide::Stage,
            guide::Ending,
            guide::IncompleteCertificate,
            weigh::Weighed,
            taken::TakenStep,
            DeviceStep,
            DeviceStepInfo,
            DeviceGuide,
            CaseOfDevice,
            ReturnDue,
            DriveView,
            DriveEvent,
            DeviceDue,
            photos::PhotoPlaces,
            photos::PhotoWanted,
            proof::Matching,
            proof::MatchedLine,
            proof::Named,
            proof::ReadReport,
            reports::Reading,
            reports::Drive,
            ErrorCode,
            ProblemView,
            Report,
            SessionInfo,
            Setup,
            PasswordAge,
            ProfileNumber,
            ProfileSummary,
            training_steps::Step,
            training_steps::StepInfo,
            attendance::AttendanceEntry,
            targets_preview::TargetsPreview,
            targets_preview::TargetRow,
            sessions::SessionGuide,
            sessions::SessionStage,
            sessions::SessionCounts,
            sessions::AttendeeView,
            sessions::SessionText,
            sessions::TextFile,
            sessions::SignedPage,
            sessions::SessionCard,
            untrained::UntrainedQuery,
            untrained::UntrainedList,
            untrained::UntrainedChoices,
            untrained::CourseChoice,
            untrained::Urgency,
            untrained::UntrainedCause,
            untrained::Untrained,
            untrained::MakeupSession,
            untrained::FollowupRef,
            chasing::Missed,
            matrix::MatrixQuery,
            matrix::Matrix,
            matrix::MatrixCourse,
            matrix::MatrixPerson,
            matrix::MatrixState,
            matrix::MatrixCell,
            rates::Rates,
            rates::RateLine,
            rates::RateCell,
            duties::TrainingDuties,
            duties::CourseDuty,
            duties::YearDuties,
            duties::DrillDuty,
            duties::DrillState,
            training_reports::ReportFigures,
            training_reports::CourseFigures,
            training_reports::GroupFigures,
            signed::FiledFile,
            signed::FiledSheet,
            signed::FiledSession,
            people::PeopleStep,
            people::PeopleStepInfo,
            people::Leaving,
            RoleChoice,
            holdings::Holdings,
            holdings::Holding,
            holdings::HeldAccount,
            holdings::Leaver,
            undo::UndoAnswer,
            home::Home,
            home::RegisterCount,
            home::Incomplete,
            home::PersonHint,
            list::SearchHit,
            view::RegisterInfo,
            view::PartInfo,
            view::FieldInfo,
            view::FieldKind,
            view::RequiredKind,
            view::ListQuery,
            view::Page,
            view::SubsetCount,
            view::Row,
            view::Cell,
            view::RecordView,
            view::FindingView,
            view::SourceView,
            view::HistoryEntry,
            view::FieldChange,
            view::Draft,
            Choice,
            Label,
            RegisterId,
            FormId,
            Selection,
            Subject,
            ListWanted,
            lists::ImportList,
            ExportFormat,
            import::report::ReportFormat,
            Exported,
            BatchInfo,
            BatchCount,
            KnownFile,
            import::batches::UndoPlan,
            import::batches::touched::TouchedBy,
            import::batches::touched::TouchKind,
            import::batches::Touched,
            import::ImportPreview,
            import::desk::Readiness,
            import::memory::Remembered,
            import::names::NameQuestion,
            import::names::Candidate,
            diff::Standing,
            diff::merge::FieldDiff,
            diff::view::Comparison,
            diff::view::TableDiff,
            diff::view::StandingCounts,
            diff::view::RowDiff,
            diff::view::Absent,
            diff::view::Unread,
            diff::view::Check,
            left::KnownHere,
            left::LeftFile,
            left::LeftWhy,
            preview::Side,
            RefusedFile,
            TextSample,
            import::Decisions,
            import::TableDecisions,
            preview::FilePreview,
            preview::SheetSummary,
            import::TablePreview,
            preview::ColumnMapping,
            preview::RowPreview,
            preview::NotData,
            preview::Totals,
            import::row_marks::MarkGroup,
            groups::Group,
            groups::GroupWord,
            import::Finding,
            import::Issue,
            import::Severity,
            import::TextEncoding,
            import::Verdict,
            RowClass,
        ];
        let head = "// Written by the core's test `types_of_the_window_are_current`. Do not edit.\n\n";
        head.to_owned() + &all.into_values().collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn types_of_the_window_are_current() {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/api/types.gen.ts");
        let written = written();
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            crate::db::files::write_atomically(&path, written.as_bytes()).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        assert!(committed == written, "{} is not current: run with UPDATE_GOLDEN=1", path.display());
    }
}
