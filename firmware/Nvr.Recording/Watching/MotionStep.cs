namespace Nvr.Recording.Watching;

/// <summary>Where in a stretch of motion something stands.</summary>
internal enum MotionStep
{
    Begins,

    /// <summary>Told now and then, for those that forget what they do not hear of.</summary>
    GoesOn,

    Ends,
}
