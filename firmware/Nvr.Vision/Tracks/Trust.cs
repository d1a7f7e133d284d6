namespace Nvr.Vision.Tracks;

/// <summary>How well it is known what moves in a scene and is nobody.</summary>
internal enum Trust
{
    /// <summary>Not at all: nobody is believed.</summary>
    None,

    /// <summary>Gusts and showers were not all seen yet: where much moves, somebody has to come a long way.</summary>
    Little,

    Full,
}
