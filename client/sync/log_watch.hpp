#pragma once

#include <QJsonObject>
#include <QObject>
#include <vector>

#include "client/sync/pinned_network.hpp"
#include "shared/evidence/log_head.hpp"
#include "shared/replica/replica.hpp"

namespace mingcha {

/// Asks the centre to prove that its log has grown by adding alone since this tablet last looked, and that it holds the newest receipt
/// (`GET /api/v1/log`, DESIGN section 7 "Evidence"): over HTTP, beside the records, so that a proof never delays one. A log that was rewritten
/// is told and kept as evidence, with both signed sides; nothing else changes, all work stays and goes on. Worker thread.
class LogWatch : public QObject {
    Q_OBJECT

public:
    LogWatch(Replica& replica, Clock& clock, QObject* parent = nullptr);

    /// Asks, unless it has lately. Call it when everything is handed in.
    void look(ServerAddress const& address, QByteArray const& tls_key);
    /// The centre's log contradicts what this tablet holds. Stays so until the centre itself says by a new epoch that it was restored: a
    /// snapshot put back behind its program shows a contradiction to whoever asks before the program has noticed. Both sides stay kept.
    [[nodiscard]] bool differs() const { return differs_; }
    /// Of the newest head that was proven; 0 = none yet.
    [[nodiscard]] std::uint64_t proven_size() const { return proven_size_; }

    static constexpr std::int64_t pause_ms = 10 * 60'000;  // a proof costs about 2 KB

signals:
    /// The log is proven up to here, or contradicts.
    void looked();

private:
    [[nodiscard]] QJsonObject fork();
    void keep_fork(QJsonObject const& told);
    void settle(LogHead const& head, QString const& text);
    [[nodiscard]] Outcome<LogHead> proven_head();
    [[nodiscard]] std::vector<SeenTree> seen();
    void take(PinnedNetwork::Reply const& reply, std::vector<SeenTree> const& asked);

    Replica& replica_;
    Clock& clock_;
    PinnedNetwork network_;
    bool differs_ = false, asking_ = false;
    std::uint64_t proven_size_ = 0;
    std::optional<std::int64_t> asked_ms_;  // of the monotonic clock
};

}  // namespace mingcha
