import QtQuick
import Mingcha.Theme

/// A run of text in one of the theme's faces. Wraps; never elides unless told.
Text {
    id: root

    property var face: Theme.type.body
    property bool muted: false
    property bool strong: false

    color: root.muted ? Theme.color.textMuted : Theme.color.text
    font.pixelSize: root.face.size
    font.weight: root.strong ? Font.DemiBold : root.face.weight
    lineHeight: root.face.line
    lineHeightMode: Text.FixedHeight
    textFormat: Text.PlainText
    verticalAlignment: Text.AlignVCenter
    wrapMode: Text.Wrap
}
