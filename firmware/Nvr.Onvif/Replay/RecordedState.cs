using System.Xml.Linq;
using Nvr.Core.Time;
using Nvr.Onvif.Events;
using Nvr.Onvif.Soap;

namespace Nvr.Onvif.Replay;

/// <summary>From when on a track had data or had none: the event RecordingHistory/Track/State, DataPresent (Recording Search specification).</summary>
internal sealed record RecordedState(UtcTime Time, string Track, bool DataPresent)
{
    public static RecordedState? From(XElement result)
    {
        XElement? wrapped = result.Element(Ns.Schema + "Event");
        XElement? message = wrapped?.Element(Ns.Notification + "NotificationMessage") ?? wrapped;
        OnvifNotification? read = message is null ? null : NotificationReader.One(message);
        UtcTime? time = Xml.AsTime(result.Text(Ns.Schema + "Time")) ?? read?.CameraTime;
        string? present = read?.Data.FirstOrDefault(d => d.Name is "IsDataPresent" or "DataPresent")?.Value;
        bool usable = read is not null && read.Topic.EndsWith("Track/State", StringComparison.OrdinalIgnoreCase);
        return usable && time is { } at && Xml.AsFlag(present) is { } has ? new RecordedState(at, result.Text(Ns.Schema + "TrackToken") ?? "", has) : null;
    }

    /// <summary>The spans with data, of any track, within a range; all of it where nothing is known. What a camera leaves open lasts to the end.</summary>
    public static IReadOnlyList<UtcRange> Spans(IEnumerable<RecordedState> states, UtcRange within)
    {
        RecordedState[] ordered = [.. states.OrderBy(s => s.Time)];
        if (ordered.Length == 0)
        {
            return [within];
        }
        var spans = new List<UtcRange>();
        var present = new HashSet<string>(StringComparer.Ordinal);
        UtcTime since = within.Start;
        foreach (RecordedState state in ordered)
        {
            UtcTime at = state.Time < within.Start ? within.Start : state.Time > within.End ? within.End : state.Time;
            bool before = present.Count > 0;
            _ = state.DataPresent ? present.Add(state.Track) : present.Remove(state.Track);
            if (!before && present.Count > 0)
            {
                since = at;
            }
            else if (before && present.Count == 0 && at > since)
            {
                spans.Add(new UtcRange(since, at));
            }
        }
        if (present.Count > 0 && within.End > since)
        {
            spans.Add(new UtcRange(since, within.End));
        }
        return spans;
    }
}
