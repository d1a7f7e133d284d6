namespace Nvr.Board.Linux.Lines;

/// <summary>Ends a watch when it is disposed of.</summary>
internal sealed class Watching(Action end) : IDisposable
{
    public void Dispose() => end();
}
