using Nvr.Core.Events;

namespace Nvr.Storage.Events;

/// <summary>What an event's end tells of it that its start could not know.</summary>
internal static class EventFacts
{
    /// <summary>A camera's end fills in what is missing; the recorder's has seen the whole track and replaces what it names.</summary>
    /// <param name="row">What is known.</param>
    /// <param name="end">What is told.</param>
    /// <param name="origin">By whom.</param>
    /// <param name="boxAfterUs">When the end's box was there, from the event's start on.</param>
    public static EventRow Learn(EventRow row, CameraEvent end, EventOrigin origin, long? boxAfterUs)
    {
        bool replaces = origin == EventOrigin.Recorder;
        EventBox? box = Pick(row.Box, end.Box, null, replaces);
        return row with
        {
            Object = Pick(row.Object, end.Object, ObjectClass.None, replaces),
            Colours = Pick(row.Colours, end.Colours, ObjectColours.None, replaces),
            Direction = Pick(row.Direction, end.Direction, MoveDirection.None, replaces),
            Box = box,
            BoxAfterUs = box == row.Box ? row.BoxAfterUs : boxAfterUs,
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
