namespace Nvr.Board.Panel;

/// <summary>What the export key is doing, as far as the panel tells it.</summary>
public enum ExportState
{
    Idle,

    /// <summary>A stick is in and can be used.</summary>
    StickReady,

    Running,

    /// <summary>Written, flushed and powered off: the stick may be pulled.</summary>
    SafeToRemove,

    /// <summary>It ended with less than was asked for, or not at all; the display and the page say why.</summary>
    Failed,
}
