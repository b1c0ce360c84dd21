#pragma once

#include <qqmlregistration.h>
#include <QHash>
#include <QTimer>
#include <deque>
#include <map>

#include "client/viewmodels/controller.hpp"
#include "client/viewmodels/item_panel.hpp"
#include "client/viewmodels/item_rows.hpp"
#include "client/viewmodels/models.hpp"
#include "client/viewmodels/verdict_edits.hpp"

namespace mingcha {

/// T7, the checklist runner. One touch of a control is one durable write of `answer.verdict`; a row changes after the commit, and only
/// its roles that differ. UI thread.
class RunnerController final : public mingcha::Controller {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the program")
    Q_PROPERTY(bool canBreakOff READ canBreakOff NOTIFY changed)
    Q_PROPERTY(mingcha::SectionsModel* sections READ sections CONSTANT)
    Q_PROPERTY(mingcha::ItemsModel* items READ items CONSTANT)
    Q_PROPERTY(mingcha::ItemPanel* panel READ panel CONSTANT)
    Q_PROPERTY(QString section READ section NOTIFY changed)
    Q_PROPERTY(int sectionRow READ sectionRow NOTIFY changed)
    Q_PROPERTY(QString current READ current NOTIFY changed)
    Q_PROPERTY(int currentRow READ currentRow NOTIFY changed)
    Q_PROPERTY(int done READ done NOTIFY changed)
    Q_PROPERTY(int total READ total NOTIFY changed)
    Q_PROPERTY(int openCount READ openCount NOTIFY changed)
    Q_PROPERTY(QVariant score READ score NOTIFY changed)
    Q_PROPERTY(QVariantList scoreTable READ scoreTable NOTIFY changed)
    Q_PROPERTY(QString savedText READ savedText NOTIFY savedChanged)
    Q_PROPERTY(bool onlyOpen READ onlyOpen WRITE setOnlyOpen NOTIFY changed)
    Q_PROPERTY(bool focusMode READ focusMode WRITE setFocusMode NOTIFY changed)
    Q_PROPERTY(bool panelOpen READ panelOpen WRITE setPanelOpen NOTIFY changed)
    Q_PROPERTY(bool keyboard READ keyboard NOTIFY changed)
    Q_PROPERTY(int findingCount READ findingCount NOTIFY changed)
    Q_PROPERTY(bool readOnly READ readOnly NOTIFY changed)
    Q_PROPERTY(QString query READ query WRITE setQuery NOTIFY queryChanged)
    Q_PROPERTY(QVariantList hits READ hits NOTIFY queryChanged)
    Q_PROPERTY(QVariantList naReasons READ naReasons NOTIFY changed)

public:
    explicit RunnerController(Context& context, QObject* parent = nullptr);
    void retranslate() override;

    [[nodiscard]] SectionsModel* sections() { return &sections_; }
    [[nodiscard]] ItemsModel* items() { return &items_; }
    [[nodiscard]] ItemPanel* panel() { return &panel_; }
    [[nodiscard]] QString section() const { return section_; }
    [[nodiscard]] int sectionRow() const { return sections_.find(section_); }
    [[nodiscard]] QString current() const { return current_; }
    [[nodiscard]] int currentRow() const { return items_.find(current_); }
    [[nodiscard]] int done() const;
    [[nodiscard]] int total() const;
    [[nodiscard]] int openCount() const { return total() - done(); }
    [[nodiscard]] QVariantMap score() const;
    [[nodiscard]] QVariantList scoreTable() const;
    [[nodiscard]] QString savedText() const;
    [[nodiscard]] bool onlyOpen() const { return only_open_; }
    void setOnlyOpen(bool on);
    [[nodiscard]] bool focusMode() const { return focus_mode_; }
    void setFocusMode(bool on);
    [[nodiscard]] bool panelOpen() const { return panel_open_; }
    void setPanelOpen(bool on);
    [[nodiscard]] bool keyboard() const;
    [[nodiscard]] int findingCount() const;
    [[nodiscard]] bool readOnly() const;
    [[nodiscard]] QString query() const { return query_; }
    void setQuery(QString const& query);
    [[nodiscard]] QVariantList hits() const;
    [[nodiscard]] QVariantList naReasons() const;

    Q_INVOKABLE void chooseNth(int n);
    Q_INVOKABLE void selectSection(QString const& code);
    Q_INVOKABLE void select(QString const& code);
    Q_INVOKABLE void next() { step(1); }
    Q_INVOKABLE void previous() { step(-1); }
    Q_INVOKABLE void nextOpen();
    Q_INVOKABLE void choose(QString const& code, QString const& column, QString const& value);
    Q_INVOKABLE void clear(QString const& code);
    Q_INVOKABLE void setNa(QString const& code, QString const& reason);
    Q_INVOKABLE void setCoefficient(QString const& code, QString const& column, QString const& value);
    Q_INVOKABLE void setPoints(QString const& code, QString const& value);
    Q_INVOKABLE void setFull(QString const& code);
    Q_INVOKABLE void setFault(QString const& code, QString const& fault, QString const& amount);
    Q_INVOKABLE void stepFault(QString const& code, QString const& fault, int by);
    /// `field`: the key of one of the item's `measures`.
    Q_INVOKABLE void setMeasure(QString const& code, QString const& field, QString const& value);
    Q_INVOKABLE void setLevelByHand(QString const& code, QString const& value, QString const& reason);
    Q_INVOKABLE void setSample(QString const& code, int index, bool good);
    Q_INVOKABLE void setText(QString const& code, QString const& field, QString const& text);
    Q_INVOKABLE void takePhoto(QString const& code);
    Q_INVOKABLE void newFinding(QString const& code);
    Q_INVOKABLE void openFindings();
    Q_INVOKABLE void wrapUp();
    Q_INVOKABLE void breakOff(QString const& reason);
    /// VT08 would stand, with a reason.
    [[nodiscard]] bool canBreakOff() const;
    Q_INVOKABLE void leave();

signals:
    void changed();
    void savedChanged();
    void queryChanged();
    void scrollToCurrent();

private:
    using Edit = std::function<VerdictEdit::Edited(VerdictEdit const& edit)>;
    struct Place {
        Section const* section = nullptr;
        Item const* item = nullptr;
        int index1 = 0;
    };
    [[nodiscard]] std::vector<Place> places() const;
    [[nodiscard]] Place place(QString const& code) const;
    [[nodiscard]] bool is_open(Item const& item) const;
    [[nodiscard]] QString next_open_after(QString const& code) const;
    /// One touch of an item's control; `typed` = what was entered, and in which field, to be told where it does not fit.
    struct Touch {
        Edit change;
        QString typed = {};
        QString field = {};
    };
    void edit(QString const& code, Edit change, QString const& typed = {}, QString const& field = {});
    /// False: there was nothing to write.
    bool write(QString const& code, Touch const& touch);
    void written(Uuid const& visit, QString const& code);
    void tell_refused(Item const& item, QString const& field, QString const& typed);
    void set_current(QString const& code);
    void step(int by);
    void advance(QString const& from);
    void start();
    void refresh();
    void choose_rows();
    void keep_way();
    [[nodiscard]] QVariantMap row(Place const& at, QString const& next, int count) const;

    SectionsModel sections_;
    ItemsModel items_;
    ItemPanel panel_;
    Typing typing_;
    QString section_, current_, query_, na_asking_;
    QStringList
        rows_;  // codes in `items`; an item answered while only open ones are shown stays until the person moves on
    std::map<QString, std::deque<Touch>>
        writing_;  // by item, while its verdict is on the way to the disk: what was touched meanwhile
    Uuid visit_;   // that both are of
    QHash<QString, RefusedEntry> refused_;  // by item
    bool only_open_ = false, focus_mode_ = false, panel_open_ = false;
};

/// After a choice in focus mode the next item follows this much later, so a double tap never hits it (UX 7.8).
inline constexpr int advance_guard_ms = 400;

}  // namespace mingcha
