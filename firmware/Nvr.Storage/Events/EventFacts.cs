using Nvr.Core.Events;

namespace Nvr.Storage.Events;

/// <summary>What an event's end tells of it that its start could not know.</summary>
internal static class EventFacts
{
    /// <summary>A camera's end fills in what is missing; the recorder's has seen the whole track and replaces what it names.</summary>
    public static EventRow Learn(EventRow row, CameraEvent end, EventOrigin origin)
    {
        bool replaces = origin == EventOrigin.Recorder;
        return row with
        {
            Object = Pick(row.Object, end.Object, ObjectClass.None, replaces),
            Colours = Pick(row.Colours, end.Colours, ObjectColours.None, replaces),
            Direction = Pick(row.Direction, end.Direction, MoveDirection.None, replaces),
            Box = Pick(row.Box, end.Box, null, replaces),
            Confidence = Pick(row.Confidence, end.Confidence, null, replaces),
            Zone = Pick(row.Zone, end.Zone, null, replaces),
            Text = Pick(row.Text, end.Text, null, replaces),
        };
    }

    private static T Pick<T>(T known, T told, T nothing, bool replaces)
    {
        bool isTold = !EqualityComparer<T>.Default.Equals(told, nothing);
        return isTold && (replaces || EqualityComparer<T>.Default.Equals(known, nothing)) ? told : known;
    }
}
