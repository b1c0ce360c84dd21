pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Icons
import Mingcha.Kit
import Mingcha.Theme
import Mingcha.ViewModels

/// T13 督导回执: number, code, how confirmed, and where the data is.
Scroll {
    id: root

    required property ReceiptController receipt
    property real labelSpan: 84  // grows to the longest label
    readonly property bool narrow: root.width < 420 * Math.max(1, Theme.fontScale)

    padding: root.narrow ? Theme.space.l : Theme.space.xl + Theme.space.s

    Item {
        height: Math.max(56, names.height)
        width: parent.width

        Rectangle {
            id: mark

            anchors.verticalCenter: parent.verticalCenter
            color: Theme.color.successContainer
            height: 56
            radius: 28
            width: 56

            Icon {
                anchors.centerIn: parent
                color: Theme.color.success
                name: "check"
                size: 32
            }
        }
        Column {
            id: names

            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - x - (place.visible ? place.width + Theme.space.s : 0)
            x: mark.width + Theme.space.l

            Label {
                Accessible.name: text
                Accessible.role: Accessible.Heading
                face: Theme.type.title
                text: root.receipt.title
                width: parent.width
            }
            Label {
                muted: true
                text: root.receipt.subtitle
                width: parent.width
            }
            StatusChip {
                chip: root.narrow ? root.receipt.chip : ({})
            }
        }
        StatusChip {
            id: place
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            chip: root.narrow ? ({}) : root.receipt.chip
        }
    }
    Panel {
        height: codes.height + 2 * Theme.space.l
        raised: true
        visible: root.receipt.code !== ""
        width: parent.width

        Flow {
            id: codes

            spacing: Theme.space.xl
            width: parent.width - 2 * Theme.space.l
            x: Theme.space.l
            y: Theme.space.l

            QrCode {
                code: root.receipt.qr
                height: 160
                objectName: "receipt.qr"
                width: 160
            }
            Column {
                spacing: Theme.space.xs
                topPadding: Theme.space.l
                width: root.receipt.qr && codes.width > 340 ? codes.width - 160 - codes.spacing : codes.width

                Label {
                    face: Theme.type.label
                    muted: true
                    text: qsTrId("receipt.code")
                    width: parent.width
                }
                Label {
                    face: Theme.type.figure
                    font.letterSpacing: 0.5
                    objectName: "receipt.code"
                    text: root.receipt.code
                    width: parent.width
                }
                Label {
                    face: Theme.type.label
                    font.weight: Font.Normal
                    muted: true
                    text: root.receipt.qrText
                    width: parent.width
                }
            }
        }
    }
    Column {
        spacing: Theme.space.s
        width: parent.width

        Repeater {
            model: root.receipt.facts
            Item {
                id: fact

                required property var modelData

                height: value.implicitHeight
                width: parent?.width ?? 0

                Label {
                    muted: true
                    text: fact.modelData.label
                    wrapMode: Text.NoWrap
                    onImplicitWidthChanged: root.labelSpan = Math.max(root.labelSpan, implicitWidth + Theme.space.m)
                }
                Label {
                    id: value
                    text: fact.modelData.text
                    width: parent.width - x
                    x: root.labelSpan
                }
            }
        }
    }
    Divider {
        width: parent.width
    }
    AuditTimeline {
        across: !root.narrow
        steps: root.receipt.steps
        width: parent.width
    }
    ReleaseAsk {
        idBase: "receipt.release."
        options: root.receipt.release
        visible: root.receipt.releaseAsk
        width: parent.width
        onPicked: (value, ground) => root.receipt.setRelease(value, ground)
    }
    SectionHead {
        title: qsTrId("receipt.addendum")
        visible: root.receipt.canAdd || root.receipt.addenda.length > 0
        width: parent.width
    }
    Repeater {
        model: root.receipt.addenda
        Column {
            id: note

            required property var modelData

            width: parent?.width ?? 0

            Label {
                face: Theme.type.caption
                muted: true
                text: note.modelData.dateText
                width: parent.width
            }
            Label {
                text: note.modelData.text
                width: parent.width
            }
        }
    }
    Connections {
        function onAddendumKept() {
            added.field.clear();
        }
        target: root.receipt
    }
    InputArea {
        id: added

        hint: qsTrId("receipt.addendum.hint")
        idBase: "receipt.addendum"
        lines: 2
        visible: root.receipt.canAdd
        width: parent.width
        field.Accessible.name: qsTrId("receipt.addendum")
    }
    Button {
        enabled: added.field.length > 0
        objectName: "receipt.addendum.add"
        text: qsTrId("receipt.addendum.add")
        visible: root.receipt.canAdd
        onClicked: {
            added.commit();
            root.receipt.addAddendum(added.field.text);
        }
    }
}
