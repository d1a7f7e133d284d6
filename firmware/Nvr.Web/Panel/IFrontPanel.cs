namespace Nvr.Web.Panel;

/// <summary>The front panel as the page shows it. Thread-safe; reading never blocks.</summary>
public interface IFrontPanel
{
    FrontPanelView Read();

    /// <summary>Lets the box blink so that it is found among others, until it is told to stop or some minutes have passed.</summary>
    void Locate(bool on);

    /// <summary>Silences the buzzer for every trouble that is there now; a new one is heard.</summary>
    void Mute();

    /// <summary>Presses a button of a simulated board or lets go of it. False when there is no such button, or a person's finger is needed for it.</summary>
    bool Press(string button, bool down);

    /// <summary>Makes a simulated box so warm, null for a silent sensor, and its fan stick. False on any other, and where there is no fan.</summary>
    bool Warm(double? celsius, bool isStuck);
}
