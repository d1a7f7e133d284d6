namespace Nvr.Board.Panel;

/// <summary>How an LED shows its colour over time.</summary>
public enum LedRhythm
{
    Solid,

    /// <summary>Half a second on, half a second off: something is going on that ends by itself.</summary>
    Blink,

    /// <summary>On and off four times a second: look here, or act now.</summary>
    FastBlink,

    /// <summary>Two short flashes each second: "here I am".</summary>
    DoubleFlash,
}
