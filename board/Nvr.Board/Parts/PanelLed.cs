namespace Nvr.Board.Parts;

/// <summary>The LEDs of the panel itself; disk bays and PoE ports have theirs beside them.</summary>
public enum PanelLed
{
    Power,
    Status,
    Rec,
    Net,
}
