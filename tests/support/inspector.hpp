#pragma once

#include "shared/rules/case_file.hpp"
#include "tests/support/socket_tablet.hpp"

namespace mingcha::test {

/// What an inspector does in one planned visit, on a tablet without a screen: the same records and steps as the app writes. Every act is
/// stored and sealed on the tablet; `SocketTablet::drain` hands it in. Throws std::runtime_error where the tablet cannot do it.
class Inspector {
public:
    /// `seed` makes ids, salts and nonces.
    Inspector(SocketTablet& tablet, Root const& visit, std::uint64_t seed);

    [[nodiscard]] Checklist const& list() const { return list_; }
    [[nodiscard]] Root const& visit() const { return visit_; }
    /// The step's evidence: near the gate, unless something else is said.
    void check_in(Value::Map evidence = {{"distance", std::int64_t{86}}, {"accuracy", std::int64_t{12}}});
    void answer(std::string const& item, Value verdict, std::string const& comment = {});
    /// Every item that is open, as well as can be, and the photos that the list asks for.
    void answer_the_rest();
    /// `subject` is an answer, a finding, a confirmation or the visit. The photo's bytes are the caller's to send.
    Uuid photo(Uuid const& subject, char const* role, Hash const& sha256, std::int64_t size, int width = 640,
               int height = 480);
    [[nodiscard]] Uuid answer_id(std::string const& item) const { return Uuid::derived(visit_.id, item); }
    /// Judges its item first where that is still open, so that the finding rests on something (FT01), unless `judges` is false.
    Uuid finding(std::string const& item, char const* title, char letter, bool judges = true);
    /// Writes the overall comment.
    void say(char const* summary);
    /// Writes the overall comment and freezes the feedback (VT09).
    void give_feedback(char const* summary);

    struct Confirmation {
        std::string choice = "confirm";  ///< or dissent, with a point against `finding`
        std::string code = {};           ///< sealed to the server; empty: none was typed
        Uuid finding = {};
        std::string signer_role = "liaison";
        std::string act = {};    ///< another than the choice makes
        bool names_hash = true;  ///< in the confirmation; `seen` says whether the step does
        bool seen = true;
        std::optional<Hash> boxed_hash = std::nullopt;  ///< another hash than the feedback's stands in the box
    };
    /// The school's answer on this tablet (VT11, VT12). Answers the confirmation's id.
    Uuid confirm(Confirmation const& how);
    /// The school confirms later, on its own phone. Answers the confirmation's id.
    Uuid put_off();
    /// Names the photos of the visit whose bytes this tablet has not sent, unless it forgets them.
    void submit(bool names_missing = true);
    /// A step on one of the findings.
    Uuid finding_step(Uuid const& finding, char const* act);
    /// A step on the visit. `seen` is the newest feedback's hash where it is set.
    Uuid step(char const* act, Value::Map data = {}, char const* note = "", bool seen = false);

    /// What the server made of a step: its ruling's result; empty until it came.
    [[nodiscard]] std::string ruling(Uuid const& step, Uuid const& finding = {});
    [[nodiscard]] std::string code_result(Uuid const& confirmation);
    /// The newest step of this act.
    [[nodiscard]] Uuid step_of(char const* act) const { return steps_.at(act); }

private:
    void write(RecordName const& name, std::string const& key,
               std::initializer_list<std::pair<char const*, Value>> fields);
    void seal();
    [[nodiscard]] RecordName here(RecordType type, Uuid const& id) const { return {visit_, type, id}; }
    [[nodiscard]] std::vector<Record> covered();

    SocketTablet& tablet_;
    Root visit_;
    SystemClock clock_;
    SeededRandom random_;
    Checklist list_;
    std::vector<Root> findings_;
    Hash feedback_{};
    std::int64_t round_ = 0;
    std::map<std::string, Uuid> steps_;
};

}  // namespace mingcha::test
