namespace Nvr.Board.Display;

/// <summary>The display of a panel, 128 pixels wide. Used by one caller at a time; failures are <see cref="Nvr.Core.NvrException"/>.</summary>
public interface IPanelDisplay : IDisposable
{
    /// <summary>In pixels: 64 or 32.</summary>
    int Height { get; }

    /// <summary>Shows a picture of this display's size; what it had forgotten of its own settings it is told too.</summary>
    void Show(Screen screen);
}
