#pragma once

#include "server/store/policy.hpp"
#include "server/sync/directory.hpp"

namespace mingcha {

/// Where the store meets shared/rules: permissions decide what joins, assignments and visits decide who sees a root, the workflow's tables
/// rule on steps, once, when they arrive. Used on the store thread.
class RulesPolicy final : public Policy {
public:
    /// `directory` outlives the policy.
    explicit RulesPolicy(Directory& directory) : directory_(directory) {}

    [[nodiscard]] std::string refuses(PolicyReader& reader, BatchHeader const& header, Delta const& delta,
                                      Record const* row) override;
    [[nodiscard]] std::vector<Audience> audiences(PolicyReader& reader, Record const& changed) override;
    [[nodiscard]] std::vector<ServerWrite> after_arrival(PolicyReader& reader, Record const& record,
                                                         std::uint64_t log_index, std::uint64_t server_epoch) override;

private:
    [[nodiscard]] Relation relation(PolicyReader& reader, Uuid const& person, Root const& root,
                                    Record const* made_now) const;
    /// Who made a step, on which tablet, and when it takes effect.
    struct Made {
        Uuid author;
        ReplicaId tablet;
        std::int64_t at_ms = 0;
    };
    [[nodiscard]] StepFacts facts(PolicyReader& reader, Record const& step, Made const& made) const;
    [[nodiscard]] std::vector<ServerWrite> ruling_of(PolicyReader& reader, Record const& step, std::uint64_t log_index,
                                                     std::uint64_t server_epoch) const;
    [[nodiscard]] std::vector<ServerWrite> period_of(PolicyReader& reader, Record const& confirmation) const;
    void power_facts(PolicyReader& reader, Uuid const& unit, Made const& made, StepFacts& out) const;
    void finding_facts(PolicyReader& reader, Record const& own, StepFacts& out) const;

    /// Who the author of a delta is and how he stands to its root: the same for all deltas of a visit.
    struct Standing {
        std::uint64_t heads_version = 0;
        Uuid person;
        Root root;
        Actor actor;
        Relation relation;
    };
    [[nodiscard]] Standing const& standing(PolicyReader& reader, Uuid const& person, Root const& root);

    Directory& directory_;
    Standing last_;
};

}  // namespace mingcha
