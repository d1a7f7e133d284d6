namespace Nvr.Board.Display;

/// <summary>A display that is drawn nowhere but on the page.</summary>
public sealed class SimulatedDisplay(int height) : IPanelDisplay
{
    public int Height => height;

    /// <summary>What is on it; null before the first picture.</summary>
    public Screen? Shown { get; private set; }

    public void Show(Screen screen) => Shown = screen;

    public void Dispose()
    {
    }
}
