using Nvr.Core.Media;

namespace Nvr.Audio.Tests;

internal sealed class CountingSink : IAccessUnitSink
{
    public int Count { get; private set; }

    public void OnAccessUnit(in AccessUnit unit) => Count++;
}
