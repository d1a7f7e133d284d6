namespace Nvr.Board.Parts;

/// <summary>A GPIO controller that the kernel drives. Immutable.</summary>
/// <param name="Name">What the rest of the board file calls it.</param>
/// <param name="Label">The controller's label, as <c>gpiodetect</c> prints it: it stays, where the number of <c>/dev/gpiochipN</c> changes between kernels.</param>
public sealed record GpioDescription(string Name, string Label);
