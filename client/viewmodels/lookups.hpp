#pragma once

#include <QString>
#include <optional>
#include <vector>

#include "client/viewmodels/record_cache.hpp"
#include "shared/rules/settings.hpp"
#include "shared/rules/workflow.hpp"

namespace mingcha {

/// Questions that several screens ask of the cache. UI thread; nothing is kept.

[[nodiscard]] QString unit_name(RecordCache const& cache, Uuid const& unit);
[[nodiscard]] QString person_name(RecordCache const& cache, Uuid const& person);
/// The office whose person this is; null when it is not here.
[[nodiscard]] Record const* office_of(RecordCache const& cache, Uuid const& person);
/// Who adopts or voids what the office holds of this person's work: the head of his office by name, else "the office" (DOMAIN 6.5).
[[nodiscard]] QString who_decides(RecordCache const& cache, Uuid const& person);
[[nodiscard]] QString name_of(Record const& record);            ///< name_zh or name_en, in the shown language
[[nodiscard]] QString school_kind_word(std::string_view kind);  ///< 初中
[[nodiscard]] QString visit_kind_word(std::string_view kind);   ///< 常规督导
[[nodiscard]] QString class_word(std::string_view letter);      ///< C 严重
[[nodiscard]] QString state_word(State state);

/// Units that the person is assigned to now, by name.
[[nodiscard]] std::vector<Record const*> own_units(RecordCache const& cache, Uuid const& person, qint64 now_ms);

/// Begun and not submitted, also where it ended early.
[[nodiscard]] bool is_under_way(State visit);

/// A subject's steps as the fold reads them.
[[nodiscard]] Folded folded(RecordCache const& cache, Root const& root, Subject subject);
[[nodiscard]] State visit_state(RecordCache const& cache, Uuid const& visit);
/// When a step of this act was made (shown time), the newest; 0 = never.
[[nodiscard]] qint64 step_ms(RecordCache const& cache, Root const& root, std::initializer_list<std::string_view> acts);

/// A finding on its way to being put right.
struct OpenFinding {
    Record const* finding = nullptr;
    State state = State::draft;
    qint64 due_ms = 0;  ///< 0 = no period set
    int days_over = 0;  ///< negative = days left
    [[nodiscard]] bool is_overdue() const { return due_ms != 0 && days_over > 0; }
};
/// Findings that are raised and not closed, most overdue first. `unit` nil = of all units.
[[nodiscard]] std::vector<OpenFinding> open_findings(RecordCache const& cache, qint64 now_ms, Uuid const& unit = {});
[[nodiscard]] QVariantMap overdue_row(RecordCache const& cache, OpenFinding const& open);
[[nodiscard]] QVariantMap deadline_chip(OpenFinding const& open);

/// Visits of a unit, newest first, with the time of their check-in (0 = planned only).
struct PastVisit {
    Record const* visit = nullptr;
    qint64 checkin_ms = 0;
};
[[nodiscard]] std::vector<PastVisit> visits_of(RecordCache const& cache, Uuid const& unit);
/// Check-ins in the China month of `now_ms`.
[[nodiscard]] int visits_this_month(RecordCache const& cache, Uuid const& unit, qint64 now_ms);

/// The newest versions of lists that fit a kind of school; all where the kind is empty.
[[nodiscard]] std::vector<Record const*> checklists_for(RecordCache const& cache, std::string_view school_kind);

/// A figure as the inspector's own office, or else the one above it, has set it.
[[nodiscard]] int setting(RecordCache const& cache, Setting const& what);

}  // namespace mingcha
