import QtQuick
import Mingcha.Theme

/// What is typed into a field and not told yet, and whose it is. It is told after 500 ms of rest, two seconds after the first key that is
/// not told yet, when the focus leaves, when the field turns to another owner, and when the field ends; always with the owner for which
/// it was typed. A text longer than its field may be is stopped here: what does not fit is not taken, and a line says so.
Label {
    id: root

    required property var input  // a TextInput or TextEdit
    required property string value
    /// Of what the text is: an item's code, a finding's id. Empty: it belongs to the form, and what is not told ends with it.
    required property string owner
    /// Of UTF-8, as the record's field counts (shared/record/schema.cpp).
    required property int bytesMax
    readonly property bool pending: rest.running

    property string held: ""  // the owner whose text stands in the input
    property string before: ""
    property int cut: 0
    property int spare: root.bytesMax
    property bool ready: false
    property bool filling: true  // until the field is complete, and while its text is set from here

    signal told(string text, string owner)

    /// Commits the word under composition, then tells what stands in the field.
    function commit() {
        InputMethod.commit();
        root.tell(root.value);
    }
    /// The text was changed, by a hand or by `fill`.
    function edited() {
        if (root.filling)
            return;
        const now = root.fitted(root.input.text);
        if (now.cut > 0) {
            root.filling = true;
            root.input.text = now.text;
            root.input.cursorPosition = now.cursor;
            root.filling = false;
        }
        root.cut = now.cut;
        root.count();
        if (root.input.text === root.value && !rest.running)
            return;
        rest.restart();
        if (!late.running)
            late.start();
    }
    function count() {
        root.before = root.input.text;
        root.spare = root.bytesMax - root.bytes(root.before);
    }
    function bytes(text) {
        let sum = 0;
        for (let i = 0; i < text.length; ++i) {
            const unit = text.charCodeAt(i);
            sum += unit < 0x80 ? 1 : unit < 0x800 || root.isHalf(unit) ? 2 : 3;
        }
        return sum;
    }
    /// Half of a character that UTF-16 writes as two units and UTF-8 in four bytes.
    function isHalf(unit) {
        return unit >= 0xd800 && unit < 0xe000;
    }
    function characters(text) {
        const out = [];
        for (let i = 0; i < text.length; i += out[out.length - 1].length)
            out.push(text.slice(i, i + (root.isHalf(text.charCodeAt(i)) ? 2 : 1)));
        return out;
    }
    /// `after` without what the edit put into `before` beyond the limit; what stood there is never cut. `cut` counts the characters not
    /// taken, `cursor` is where the edit ends.
    function fitted(after) {
        const over = root.bytes(after) - root.bytesMax;
        if (over <= 0)
            return {
                "text": after,
                "cursor": -1,
                "cut": 0
            };
        const before = root.before;
        const shorter = Math.min(before.length, after.length);
        let head = 0;
        while (head < shorter && before[head] === after[head])
            ++head;
        if (head > 0 && after.charCodeAt(head - 1) >= 0xd800 && after.charCodeAt(head - 1) < 0xdc00)
            --head;
        let tail = 0;
        while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail])
            ++tail;
        if (tail > 0 && after.charCodeAt(after.length - tail) >= 0xdc00 && after.charCodeAt(after.length - tail) < 0xe000)
            --tail;
        const put = root.characters(after.slice(head, after.length - tail));
        let room = root.bytes(put.join("")) - over;
        let kept = 0;
        while (kept < put.length && root.bytes(put[kept]) <= room)
            room -= root.bytes(put[kept++]);
        const taken = put.slice(0, kept).join("");
        return {
            "text": after.slice(0, head) + taken + after.slice(after.length - tail),
            "cursor": head + taken.length,
            "cut": put.length - kept
        };
    }
    function tell(known) {
        rest.stop();
        late.stop();
        if (root.input.text !== known)
            root.told(root.input.text, root.held);
    }
    function fill() {
        root.filling = true;
        if (root.input.text !== root.value) {
            root.input.text = root.value;
            root.cut = 0;
        }
        root.filling = false;
        root.count();
    }

    Component.onCompleted: {
        root.held = root.owner;
        root.ready = true;
        root.fill();
    }
    Component.onDestruction: if (rest.running && root.owner !== "")
        root.told(root.input.text, root.held)
    onOwnerChanged: {
        if (!root.ready || root.owner === root.held)
            return;
        if (root.input.activeFocus)
            InputMethod.commit();
        if (rest.running)
            root.tell(null);
        root.held = root.owner;
        root.cut = 0;
        root.fill();
    }
    onValueChanged: if (root.ready && root.owner === root.held && (!root.input.activeFocus || !rest.running))
        root.fill()

    color: root.cut > 0 ? Theme.color.danger : Theme.color.warning
    face: Theme.type.label
    text: root.cut > 0 ? qsTrId("input.full").arg(root.cut) : qsTrId("input.left").arg(Math.floor(Math.max(0, root.spare) / 3))
    visible: root.cut > 0 || (root.spare < 300 && root.bytesMax > 3000)
    width: parent.width

    Timer {
        id: rest
        interval: 500
        onTriggered: root.tell(root.value)
    }
    Timer {
        id: late
        interval: 2000
        onTriggered: if (root.input.text !== root.value)
            root.told(root.input.text, root.held)
    }
}
