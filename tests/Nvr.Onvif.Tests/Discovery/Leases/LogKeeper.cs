using Microsoft.Extensions.Logging;

namespace Nvr.Onvif.Tests.Discovery.Leases;

/// <summary>What was logged. For one thread.</summary>
internal sealed class LogKeeper<T> : ILogger<T>
{
    public List<string> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Add(formatter(state, exception));
}
