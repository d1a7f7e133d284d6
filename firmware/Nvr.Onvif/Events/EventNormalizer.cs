using Nvr.Core.Events;
using Nvr.Core.Time;
using Nvr.Onvif.Metadata;
using Nvr.Onvif.Soap;

namespace Nvr.Onvif.Events;

/// <summary>
/// Turns what a camera says into the recorder's vocabulary. Pure: the same for events that were pulled and for those of a metadata stream.
/// </summary>
public static class EventNormalizer
{
    private const int MaxZone = 128;

    private static readonly string[] SourceNames =
    [
        "VideoSourceToken", "VideoSource", "Source", "VideoSourceConfigurationToken", "VideoSourceConfiguration", "Channel", "AudioSourceConfigurationToken",
    ];

    private static readonly string[] ZoneNames = ["Rule", "RuleName", "Region", "RegionName", "Line", "InputToken", "port", "Name"];

    private static readonly string[] ClassNames = ["ClassTypes", "ObjectClass", "ClassType", "Class", "ObjectType", "classTypes", "Type"];

    private static readonly string[] TextNames = ["PlateNumber", "LicensePlate", "Plate", "PlateText", "LicensePlateNumber", "SoundType"];

    private static readonly string[] ConfidenceNames = ["Likelihood", "Confidence", "Score", "Probability"];

    private static readonly string[] StateNames = ["State", "LogicalState", "Active", "Detected", "Triggered"];

    /// <summary>Flags that say both that there is an object and of which class.</summary>
    private static readonly (string Name, ObjectClass Class)[] ClassFlags =
    [
        ("IsPeople", ObjectClass.Person), ("IsHuman", ObjectClass.Person), ("IsVehicle", ObjectClass.Vehicle), ("IsPet", ObjectClass.Animal),
        ("IsDogCat", ObjectClass.Animal), ("IsFace", ObjectClass.Face),
    ];

    /// <param name="notification">What the camera said.</param>
    /// <param name="time">When it happened, by the box's clock.</param>
    public static CameraEvent Normalize(OnvifNotification notification, UtcTime time)
    {
        TopicMeaning meaning = TopicTable.Of(notification.Topic);
        AnalyticsObject? seen = notification.Objects.Count > 0 ? notification.Objects[0] : null;
        return new CameraEvent
        {
            Kind = meaning.Kind,
            Phase = PhaseOf(notification, meaning),
            Time = time,
            Key = KeyOf(notification),
            IsInitial = notification.Operation == PropertyOperation.Initialized,
            Object = ClassOf(notification, meaning, seen),
            Box = seen?.Box,
            Confidence = Confidence(notification) ?? seen?.Confidence,
            Zone = Short(Find(notification.Source, ZoneNames) ?? Find(notification.Key, ZoneNames)),
            Text = Short(Find(notification.Data, TextNames) ?? seen?.PlateText),
            SourceToken = Short(Find(notification.Source, SourceNames)),
            Topic = notification.Topic,
            Raw = notification.Raw,
        };
    }

    private static EventPhase PhaseOf(OnvifNotification notification, TopicMeaning meaning)
    {
        if (notification.Operation == PropertyOperation.Deleted)
        {
            return EventPhase.End;
        }
        bool?[] states = [.. notification.Data.Select(State).Where(s => s is not null)];
        if (states.Length > 0)
        {
            // A pulse with a state of false is the rest position that is told when one begins to listen.
            return states.Contains(true) ? meaning.IsPulse ? EventPhase.Pulse : EventPhase.Start : EventPhase.End;
        }
        bool lists = notification.Data.Any(i => ClassNames.Contains(i.Name, StringComparer.OrdinalIgnoreCase));
        if (meaning is { Kind: CameraEventKind.Object, IsPulse: false } && lists && notification.Operation != PropertyOperation.None)
        {
            return Find(notification.Data, ClassNames) is null ? EventPhase.End : EventPhase.Start;
        }
        return EventPhase.Pulse;
    }

    private static ObjectClass ClassOf(OnvifNotification notification, TopicMeaning meaning, AnalyticsObject? seen)
    {
        if (meaning.Object != ObjectClass.None)
        {
            return meaning.Object;
        }
        foreach ((string name, ObjectClass flagged) in ClassFlags)
        {
            if (notification.Data.Any(i => Is(i, name)))
            {
                return flagged;
            }
        }
        // A list names the surest first; what the vocabulary has a word for wins over what it has none for.
        string[] names = (Find(notification.Data, ClassNames) ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        ObjectClass[] classes = [.. names.Select(ObjectClassNames.Of)];
        ObjectClass named = classes.FirstOrDefault(c => c is not (ObjectClass.Other or ObjectClass.None));
        return named != ObjectClass.None ? named : seen?.Class ?? (classes.Length > 0 && meaning.Kind == CameraEventKind.Object ? ObjectClass.Other : ObjectClass.None);
    }

    private static string KeyOf(OnvifNotification notification)
    {
        IEnumerable<string> items = notification.Source.Concat(notification.Key)
            .Select(i => $"{i.Name}={i.Value}")
            .Order(StringComparer.Ordinal);
        return string.Join('|', items.Prepend(notification.Topic));
    }

    private static float? Confidence(OnvifNotification notification) => Xml.AsNumber(Find(notification.Data, ConfidenceNames)) switch
    {
        null => null,
        double share when share is >= 0 and <= 1 => (float)share,
        double percent when percent is > 1 and <= 100 => (float)(percent / 100),
        _ => null,
    };

    /// <summary>Whether an item says that something goes on. A 1 is a number anywhere but in what is called a state.</summary>
    private static bool? State(SimpleItem item) => item.Value.Trim().ToUpperInvariant() switch
    {
        "TRUE" or "ACTIVE" or "ON" => true,
        "FALSE" or "INACTIVE" or "OFF" => false,
        "1" when IsStateName(item.Name) => true,
        "0" when IsStateName(item.Name) => false,
        _ => null,
    };

    private static bool IsStateName(string name) =>
        name.StartsWith("Is", StringComparison.Ordinal) || StateNames.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static string? Find(IReadOnlyList<SimpleItem> items, string[] names)
    {
        foreach (string name in names)
        {
            foreach (SimpleItem item in items)
            {
                if (Is(item, name) && item.Value.Length > 0)
                {
                    return item.Value;
                }
            }
        }
        return null;
    }

    private static bool Is(SimpleItem item, string name) => item.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static string? Short(string? text) => text is { Length: > MaxZone } ? text[..MaxZone] : text;
}
