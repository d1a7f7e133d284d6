namespace Nvr.Recording.Watching;

/// <summary>Where in what lasts a while something stands, or that it does not.</summary>
internal enum MotionStep
{
    Begins,

    /// <summary>Told now and then, for those that forget what they do not hear of.</summary>
    GoesOn,

    Ends,

    /// <summary>At one moment; it has no end.</summary>
    Happens,
}
