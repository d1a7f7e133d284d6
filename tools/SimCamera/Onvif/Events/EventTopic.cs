using SimCamera.Onvif.Media;
using SimCamera.Onvif.Soap;

namespace SimCamera.Onvif.Events;

/// <summary>
/// How one kind of event is told: topic and items as in ONVIF's Event and Analytics service specifications. A property has a state and
/// is told anew to each subscriber; the others only happen. Immutable.
/// </summary>
internal sealed record EventTopic(SimEventKind Kind, string Topic, bool IsProperty, string DataName, string DataType, Func<MediaSource, (string Name, string Value)[]> Source)
{
    public static readonly IReadOnlyList<EventTopic> All =
    [
        new(SimEventKind.Motion, "VideoSource/MotionAlarm", true, "State", "xs:boolean", s => [("Source", s.Token)]),
        new(SimEventKind.CellMotion, "RuleEngine/CellMotionDetector/Motion", true, "IsMotion", "xs:boolean", s => Rule(s, "MotionRule")),
        new(SimEventKind.LineCrossing, "RuleEngine/LineDetector/Crossed", false, "ObjectId", "xs:integer", s => Rule(s, "LineRule")),
        new(SimEventKind.Person, "RuleEngine/ObjectDetection/Object", true, "ClassTypes", "tt:StringList", s => [("VideoSource", s.Token), ("Rule", "ObjectRule")]),
        new(SimEventKind.Vehicle, "RuleEngine/ObjectDetection/Object", true, "ClassTypes", "tt:StringList", s => [("VideoSource", s.Token), ("Rule", "ObjectRule")]),
        new(SimEventKind.Tamper, "VideoSource/GlobalSceneChange/ImagingService", true, "State", "xs:boolean", s => [("Source", s.Token)]),
        new(SimEventKind.DigitalInput, "Device/Trigger/DigitalInput", true, "LogicalState", "xs:boolean", s => [("InputToken", $"DigitalInput_{s.Number}")]),
        new(SimEventKind.Audio, "AudioAnalytics/Audio/DetectedSound", true, "isSoundDetected", "xs:boolean",
            s => [("AudioSourceConfigurationToken", s.AudioConfigToken), ("AudioAnalyticsConfigurationToken", s.AnalyticsToken), ("Rule", "SoundRule")]),
    ];

    public static EventTopic Of(SimEventKind kind) => All[(int)kind];

    public Notification Tell(MediaSource source, string value, string operation, DateTimeOffset at) => new(Topic, Xml.Of($"""
        <wsnt:NotificationMessage><wsnt:Topic Dialect="http://www.onvif.org/ver10/tev/topicExpression/ConcreteSet">tns1:{Topic}</wsnt:Topic><wsnt:Message><tt:Message UtcTime="{at}"{Xml.If(IsProperty, $" PropertyOperation=\"{operation}\"")}><tt:Source>{Xml.Each(Source(source), i => Item(i.Name, i.Value))}</tt:Source><tt:Data>{Item(DataName, value)}</tt:Data></tt:Message></wsnt:Message></wsnt:NotificationMessage>
        """));

    private static Xml Item(string name, string value) => Xml.Of($"<tt:SimpleItem Name=\"{name}\" Value=\"{value}\"/>");

    private static (string Name, string Value)[] Rule(MediaSource source, string rule) =>
    [
        ("VideoSourceConfigurationToken", source.ConfigToken), ("VideoAnalyticsConfigurationToken", source.AnalyticsToken), ("Rule", rule),
    ];
}
