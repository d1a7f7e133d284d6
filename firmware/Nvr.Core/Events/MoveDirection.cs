namespace Nvr.Core.Events;

/// <summary>Where an object moved, as seen in the picture. The numbers are stored in the index: never renumber.</summary>
public enum MoveDirection : byte
{
    /// <summary>Nobody said, or it went nowhere.</summary>
    None = 0,

    /// <summary>To the left side of the picture.</summary>
    Left = 1,

    /// <summary>To the right side of the picture.</summary>
    Right = 2,

    /// <summary>Upwards in the picture: mostly away from the camera.</summary>
    Away = 3,

    /// <summary>Downwards in the picture: mostly towards the camera.</summary>
    Towards = 4,
}
