namespace Nvr.Board.Parts;

/// <summary>One line that can be set or read: of a GPIO controller of the kernel's, or of a chip on I2C. Immutable.</summary>
/// <param name="On">The name that the board file gives the controller or chip.</param>
/// <param name="Line">The controller's line, or the chip's pin or channel; counted from 0.</param>
/// <param name="ActiveLow">True where a low level means "on" or "pressed".</param>
public sealed record LinePlace(string On, int Line, bool ActiveLow);
