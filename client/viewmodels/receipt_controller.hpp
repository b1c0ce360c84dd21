#pragma once

#include <qqmlregistration.h>
#include <QVariantMap>

#include "client/viewmodels/controller.hpp"
#include "client/viewmodels/visit_view.hpp"

namespace mingcha {

/// T13: what a person takes away after submission, and where the data is: 已提交·在本机 until the centre has all of it. Shows the open
/// visit, or the one chosen on the page 同步.
class ReceiptController final : public mingcha::Controller {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the program")
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString subtitle READ subtitle NOTIFY changed)
    Q_PROPERTY(QVariant chip READ chip NOTIFY changed)
    Q_PROPERTY(QString code READ code NOTIFY changed)
    Q_PROPERTY(QString qr READ qr NOTIFY changed)
    Q_PROPERTY(QString qrText READ qrText NOTIFY changed)
    Q_PROPERTY(QVariantList facts READ facts NOTIFY changed)
    Q_PROPERTY(QVariantList steps READ steps NOTIFY changed)
    Q_PROPERTY(bool bigQr READ bigQr NOTIFY changed)
    Q_PROPERTY(bool canAdd READ canAdd NOTIFY changed)
    Q_PROPERTY(QVariantList addenda READ addenda NOTIFY changed)
    Q_PROPERTY(bool releaseAsk READ releaseAsk NOTIFY changed)
    Q_PROPERTY(QVariantList release READ release NOTIFY changed)

public:
    explicit ReceiptController(Context& context, QObject* parent = nullptr);
    void retranslate() override { emit changed(); }
    /// Nil = the open visit again.
    void look_at(Uuid const& visit);

    [[nodiscard]] QString title() const;
    [[nodiscard]] QString subtitle() const;
    [[nodiscard]] QVariantMap chip() const;
    /// Verification code of the newest feedback, grouped; empty before one.
    [[nodiscard]] QString code() const;
    [[nodiscard]] QString qr() const;
    [[nodiscard]] QString qrText() const;
    [[nodiscard]] QVariantList facts() const;
    [[nodiscard]] QVariantList steps() const;
    [[nodiscard]] bool bigQr() const { return big_qr_; }
    /// The lead inspector may add a note once the visit is signed.
    [[nodiscard]] bool canAdd() const;
    [[nodiscard]] QVariantList addenda() const;
    /// Photos of this tablet that nobody was asked about before the visit was handed over or submitted elsewhere.
    [[nodiscard]] bool releaseAsk() const;
    [[nodiscard]] QVariantList release() const;

    Q_INVOKABLE void showQr(bool on);
    /// A note after signing: the overall comment grows, and what differs from the snapshot is the addendum.
    Q_INVOKABLE void addAddendum(QString const& text);
    Q_INVOKABLE void setRelease(QString const& value, QString const& ground);
    Q_INVOKABLE void home();

signals:
    void changed();
    /// The addendum is on the disk: its field may be emptied.
    void addendumKept();

private:
    [[nodiscard]] VisitView const& view() const { return chosen_.id().is_nil() ? context_.visit : chosen_; }
    [[nodiscard]] VisitQueue const* queue() const;
    [[nodiscard]] bool is_moving(VisitQueue const& waits) const;
    /// Something of it was not merged, or one of its own steps is not in force.
    [[nodiscard]] bool needs_attention(VisitQueue const& waits) const;

    VisitView chosen_;
    bool big_qr_ = false;
};

/// What the QR says to anybody's scanner: plain lines that the school keeps, and last the address of the public page that says what the
/// office holds under this code. `submitted_ms`: 0 = not submitted; `server`: the office's address, empty = unknown.
[[nodiscard]] QString receipt_note(QString const& school, QString const& number, qint64 submitted_ms,
                                   QString const& code, QString const& server);

}  // namespace mingcha
