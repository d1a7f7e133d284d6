using System.Collections.Concurrent;
using Nvr.Core;

namespace Nvr.Storage.Retention;

/// <summary>What is to be kept of which camera, and which cameras are to be forgotten altogether. Thread-safe.</summary>
internal sealed class RetentionRules
{
    private readonly ConcurrentDictionary<CameraId, RetentionPolicy> policies = new();
    private readonly ConcurrentDictionary<CameraId, bool> forgotten = new();

    public IReadOnlyList<KeyValuePair<CameraId, RetentionPolicy>> Policies => [.. policies];

    public IReadOnlyList<CameraId> Forgotten => [.. forgotten.Keys];

    public void Set(CameraId camera, RetentionPolicy policy) => policies[camera] = policy;

    public void Forget(CameraId camera)
    {
        policies.TryRemove(camera, out _);
        forgotten[camera] = true;
    }

    public void IsForgotten(CameraId camera) => forgotten.TryRemove(camera, out _);
}
