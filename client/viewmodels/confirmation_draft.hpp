#pragma once

#include <QByteArray>
#include <QVariantList>
#include <functional>
#include <map>
#include <vector>

#include "client/platform/capture_pipeline.hpp"
#include "shared/base/suite.hpp"
#include "shared/replica/replica.hpp"

namespace mingcha {

/// The school's answer to one finding.
struct PointDraft {
    bool dissent = false;
    std::string reason;  ///< code of a chip
    std::string text;
    bool open = false;  ///< shown in full
};

/// The school's answer before it is written. The code lives here and in the sealed box only, and is forgotten with this value.
struct ConfirmationDraft {
    std::string choice = "confirm";  ///< confirm, dissent or unsigned
    std::map<Uuid, PointDraft> points;
    std::string whole, reason, witness;
    std::string signer_role = "liaison", signer_name, typed;
    bool typing = false;         ///< the name is typed, not drawn
    QVariantList strokes;        ///< of a drawn signature, as Ink tells them
    QByteArray drawing;          ///< the same as PNG
    std::int64_t signed_ms = 0;  ///< when the name was typed or drawn; 0 = not signed yet
    std::string code;
};

/// What is left of it for a new feedback: the school's words, and nothing by which it agreed to the one before.
[[nodiscard]] ConfirmationDraft asked_again(ConfirmationDraft draft);
/// What was signed, as the page shows it.
[[nodiscard]] ConfirmationDraft recorded_draft(Record const& confirmation);
/// Without points on findings that are not `shown`: removed since.
void drop_points(ConfirmationDraft& draft, std::span<Record const* const> shown);
/// Points that the school does not agree with, or words about the whole: it dissents.
[[nodiscard]] bool has_dissent(ConfirmationDraft const& draft);

/// {code, hash, nonce} as canonical CBOR, sealed to the server's box key: the tablet cannot open it again.
[[nodiscard]] Bytes sealed_code(std::string const& code, Hash const& feedback, PublicKey const& server_box,
                                Random& random);
/// Fields of the confirmation record of `feedback`.
[[nodiscard]] std::vector<Change> confirmation_changes(ConfirmationDraft const& draft, RecordName const& name,
                                                       Hash const& feedback, PublicKey const& server_box,
                                                       Random& random);
/// `changes` and the picture of a drawn signature as a photo of the confirmation, once it is kept.
[[nodiscard]] std::function<std::vector<Change>(KeptImage const&)> with_signature(std::vector<Change> changes,
                                                                                  RecordName const& photo,
                                                                                  Uuid const& confirmation,
                                                                                  std::int64_t time_ms);
/// The act that the choice makes: VT11, VT12 or VT13.
[[nodiscard]] std::string confirmation_act(ConfirmationDraft const& draft);
/// A chip's word in the language of the screen; empty for none.
[[nodiscard]] std::string dissent_word(std::string_view chip);
/// Every point that is dissented from needs its reason: a chip that says one, or words.
[[nodiscard]] bool has_reason(PointDraft const& point);
/// What the step says as reason; empty for a plain confirmation. A school that does not sign may dissent all the same: its words follow
/// the reason, its points stand in the record.
[[nodiscard]] std::string confirmation_reason(ConfirmationDraft const& draft);

inline constexpr std::size_t code_digits = 6;  // UX T12

}  // namespace mingcha
