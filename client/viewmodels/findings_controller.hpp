#pragma once

#include <qqmlregistration.h>

#include "client/viewmodels/controller.hpp"
#include "client/viewmodels/finding_controller.hpp"
#include "client/viewmodels/models.hpp"

namespace mingcha {

/// T9 and T10: the visit's findings and the one being edited. The page `finding` opened on an answer makes a finding of that item, on
/// a finding edits it. UI thread.
class FindingsController final : public mingcha::Controller {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the program")
    Q_PROPERTY(mingcha::FindingsModel* rows READ rows CONSTANT)
    Q_PROPERTY(mingcha::FindingController* editing READ editing CONSTANT)
    Q_PROPERTY(QString countText READ countText NOTIFY changed)
    Q_PROPERTY(bool open READ isOpen NOTIFY changed)
    Q_PROPERTY(QString highlights READ highlights WRITE setHighlights NOTIFY changed)
    Q_PROPERTY(QString highlightsSaved READ highlightsSaved NOTIFY changed)

public:
    explicit FindingsController(Context& context, QObject* parent = nullptr);
    void retranslate() override { refresh(); }

    [[nodiscard]] FindingsModel* rows() { return &rows_; }
    [[nodiscard]] FindingController* editing() { return &editing_; }
    [[nodiscard]] QString countText() const;
    [[nodiscard]] bool isOpen() const { return !editing_.finding_id().is_nil(); }
    [[nodiscard]] QString highlights() const;
    void setHighlights(QString const& text);
    [[nodiscard]] QString highlightsSaved() const;

    Q_INVOKABLE void add(QString const& code);
    Q_INVOKABLE void edit(QString const& id);
    Q_INVOKABLE void close();
    Q_INVOKABLE void remove(QString const& id);
    Q_INVOKABLE void leave();

signals:
    void changed();

private:
    void on_route();
    void refresh();
    void show(Uuid const& id);
    void take_up();

    FindingsModel rows_;
    FindingController editing_;
    Typing typing_;
};

/// What a new finding starts with: the item's clause, its class and days, the comment as the fact.
[[nodiscard]] std::vector<Change> new_finding(VisitView const& visit, RecordCache const& cache, Uuid const& id,
                                              Item const* item);

}  // namespace mingcha
