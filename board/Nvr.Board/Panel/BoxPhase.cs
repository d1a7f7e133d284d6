namespace Nvr.Board.Panel;

/// <summary>Where the box is between power on and power off.</summary>
public enum BoxPhase
{
    Starting,
    Running,
    Stopping,
}
