namespace Nvr.Board.Panel;

/// <summary>What an LED shows. One that lacks a colour shows the nearest that it has (<see cref="LedWiring"/>).</summary>
public enum LedColour
{
    Off,
    Green,
    Amber,
    Red,
    Blue,
}
