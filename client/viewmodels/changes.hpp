#pragma once

#include <QString>
#include <string_view>
#include <vector>

#include "shared/replica/replica.hpp"

namespace mingcha {

/// How screens say what a person did. Field names are those of shared/record/schema.cpp; an unknown one is a bug.

[[nodiscard]] Change change(RecordName const& name, std::string_view field, Value value,
                            Change::Kind kind = Change::Kind::write);
/// Of a record whose id is derived from `key`.
[[nodiscard]] Change keyed_change(RecordName const& name, std::string key, std::string_view field, Value value,
                                  Change::Kind kind = Change::Kind::write);
/// The change as made by a person who looks at `shown` (null: nothing there yet). What reached the tablet since and does not show is
/// not covered but stays beside it (DESIGN 4.9 focus); the worker adds this tablet's own writes. Store does this for every write that
/// does not say what it has seen.
[[nodiscard]] Change on_sight_of(Record const* shown, Change change);
[[nodiscard]] Change withdrawal(RecordName const& name, std::string_view reason);

/// A step about to be made: an append-only record beside its subject.
struct StepDraft {
    Root root;  ///< of the subject
    Uuid subject;
    std::string act;  ///< VT05, FT01 …
    std::string note;
    Value::Map data;
    std::optional<Hash> seen;  ///< the content hash that was seen, where the act signs one
};
/// `known`: all records of the subject's root; the step's heads are the steps on the subject that no other step names as a head.
[[nodiscard]] std::vector<Change> step_changes(StepDraft const& draft, Uuid const& step, Uuid const& by,
                                               std::span<Record const> known);

/// A step that follows another one of the same write names that one as its only head.
void follows(std::vector<Change>& step, Uuid const& head);

[[nodiscard]] inline QString qt(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}
[[nodiscard]] inline std::string plain(QString const& text) {
    return text.toStdString();
}
[[nodiscard]] inline QString qt(Uuid const& id) {
    return QString::fromStdString(id.to_string());
}
/// Nil where the text is no id.
[[nodiscard]] Uuid uuid(QString const& text);

}  // namespace mingcha
