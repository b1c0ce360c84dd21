#include "client/viewmodels/confirmation_draft.hpp"

#include <algorithm>

#include "client/viewmodels/changes.hpp"

namespace mingcha {

Bytes sealed_code(std::string const& code, Hash const& feedback, PublicKey const& server_box, Random& random) {
    Bytes nonce(16);
    random.fill(nonce);
    return seal_box(
        Value(Value::Map{{"code", Value(code)}, {"hash", Value(feedback)}, {"nonce", Value(std::move(nonce))}})
            .encode(),
        server_box);
}

std::string confirmation_act(ConfirmationDraft const& draft) {
    if (draft.choice == "unsigned") return "VT13";
    return draft.choice == "dissent" ? "VT12" : "VT11";
}

std::string dissent_word(std::string_view chip) {
    if (chip == "days") return plain(qtTrId("dissent.days"));
    if (chip == "facts") return plain(qtTrId("dissent.facts"));
    if (chip == "basis") return plain(qtTrId("dissent.basis"));
    return chip == "other" ? plain(qtTrId("dissent.other")) : std::string();
}

ConfirmationDraft asked_again(ConfirmationDraft draft) {
    ConfirmationDraft out;
    out.points = std::move(draft.points);
    out.whole = std::move(draft.whole);
    out.signer_role = std::move(draft.signer_role);
    out.typing = draft.typing;
    return out;
}

ConfirmationDraft recorded_draft(Record const& confirmation) {
    ConfirmationDraft out;
    out.choice = confirmation.value("choice").text();
    for (auto const& point : confirmation.value("points").list())
        out.points[point["finding"].id()] = {point["choice"].text() == "dissent", point["reason"].text(),
                                             point["text"].text(), false};
    return out;
}

void drop_points(ConfirmationDraft& draft, std::span<Record const* const> shown) {
    std::erase_if(draft.points, [&](auto const& point) {
        return std::ranges::none_of(shown, [&](Record const* one) { return one->name.id == point.first; });
    });
}

bool has_dissent(ConfirmationDraft const& draft) {
    return !draft.whole.empty() ||
           std::ranges::any_of(draft.points, [](auto const& point) { return point.second.dissent; });
}

bool has_reason(PointDraft const& point) {
    return !point.text.empty() || (!point.reason.empty() && point.reason != "other");
}

std::string confirmation_reason(ConfirmationDraft const& draft) {
    if (draft.choice == "unsigned") return draft.whole.empty() ? draft.reason : draft.reason + "；" + draft.whole;
    if (draft.choice != "dissent") return {};
    if (!draft.whole.empty()) return draft.whole;
    for (auto const& [finding, point] : draft.points)
        if (point.dissent) return point.text.empty() ? dissent_word(point.reason) : point.text;
    return {};
}

std::vector<Change> confirmation_changes(ConfirmationDraft const& draft, RecordName const& name, Hash const& feedback,
                                         PublicKey const& server_box, Random& random) {
    Value::List points;
    for (auto const& [finding, point] : draft.points) {
        if (draft.choice == "confirm" || !point.dissent) continue;
        points.emplace_back(Value::Map{{"finding", Value(finding)},
                                       {"choice", Value("dissent")},
                                       {"reason", Value(point.reason)},
                                       {"text", Value(point.text)}});
    }
    std::vector<Change> out{change(name, "feedback", feedback), change(name, "choice", draft.choice),
                            change(name, "points", std::move(points))};
    if (auto const reason = confirmation_reason(draft); !reason.empty()) out.push_back(change(name, "reason", reason));
    if (draft.choice == "unsigned") {
        out.push_back(change(name, "witness", draft.witness));
        return out;
    }
    Value::Map signer{{"name", Value(draft.signer_name)}, {"role", Value(draft.signer_role)}};
    if (!draft.typed.empty()) signer.emplace("typed", draft.typed);
    out.push_back(change(name, "signer", std::move(signer)));
    if (draft.code.size() == code_digits)
        out.push_back(change(name, "code", sealed_code(draft.code, feedback, server_box, random)));
    return out;
}

std::function<std::vector<Change>(KeptImage const&)> with_signature(std::vector<Change> changes,
                                                                    RecordName const& photo, Uuid const& confirmation,
                                                                    std::int64_t time_ms) {
    return [changes = std::move(changes), photo, confirmation, time_ms](KeptImage const& kept) {
        auto out = changes;
        for (auto& one :
             {change(photo, "subject", confirmation), change(photo, "role", "signature"),
              change(photo, "sha256", kept.blob.sha256),
              change(photo, "size", static_cast<std::int64_t>(kept.blob.size)), change(photo, "mime", kept.blob.mime),
              change(photo, "width", kept.width), change(photo, "height", kept.height),
              change(photo, "taken", Value::Map{{"time", Value(time_ms)}})})
            out.push_back(one);
        return out;
    };
}

}  // namespace mingcha
