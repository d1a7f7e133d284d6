namespace Nvr.Board.Linux.Lines;

/// <summary>
/// The lines of one controller or chip, by number and level. Called by one thread at a time but for <see cref="Watch"/>'s edges. Failures are IOException and
/// <see cref="Nvr.Core.NvrException"/>; after one the bank is disposed of and opened anew.
/// </summary>
internal interface ILineBank : IDisposable
{
    void Write(int line, bool high);

    /// <param name="line">The line or channel.</param>
    /// <param name="fraction">How long of each period it is high, 0 to 1.</param>
    void Dim(int line, double fraction);

    bool Read(int line);

    /// <summary>Tells each new level until what is returned is disposed of, on a thread of the bank's.</summary>
    IDisposable Watch(int line, Action<bool> onLevel);
}
