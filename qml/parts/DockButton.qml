import QtQuick
import QtQuick.Templates as T
import Mingcha.Kit
import Mingcha.Theme

/// A quiet act of the dock: icon and word, or the icon alone where there is no room.
Button {
    id: root

    property bool brief: false

    Accessible.name: root.text + (root.note ? " " + root.note : "")
    horizontalPadding: root.brief ? Theme.space.s : Theme.space.m + 4
    kind: "plain"
    tall: true
    width: root.brief ? Theme.target.score : implicitWidth
    display: root.brief ? T.AbstractButton.IconOnly : T.AbstractButton.TextBesideIcon
}
