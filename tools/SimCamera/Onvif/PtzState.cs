using System.Globalization;

namespace SimCamera.Onvif;

/// <summary>
/// Where one head looks and where it goes. Pan and tilt run from -1 to 1 and zoom from 0 to 1; full speed crosses the whole range in
/// two seconds. Thread-safe.
/// </summary>
internal sealed class PtzState(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, (string Name, (double Pan, double Tilt, double Zoom) Position)> _presets = new(StringComparer.Ordinal);
    private (double Pan, double Tilt, double Zoom) _position;
    private (double Pan, double Tilt, double Zoom) _speed;
    private long _since = time.GetTimestamp();
    private TimeSpan _moveFor = TimeSpan.MaxValue;
    private (double Pan, double Tilt, double Zoom) _home;
    private int _lastPreset;

    public (double Pan, double Tilt, double Zoom) Position
    {
        get
        {
            lock (_lock)
            {
                Settle_NeedsLock();
                return _position;
            }
        }
    }

    public bool IsMoving
    {
        get
        {
            lock (_lock)
            {
                Settle_NeedsLock();
                return _speed != default;
            }
        }
    }

    public IReadOnlyList<(string Token, string Name, (double Pan, double Tilt, double Zoom) Position)> Presets
    {
        get
        {
            lock (_lock)
            {
                return [.. _presets.Select(p => (p.Key, p.Value.Name, p.Value.Position))];
            }
        }
    }

    public void Move(double pan, double tilt, double zoom, TimeSpan? timeout)
    {
        lock (_lock)
        {
            Settle_NeedsLock();
            _speed = (Math.Clamp(pan, -1, 1), Math.Clamp(tilt, -1, 1), Math.Clamp(zoom, -1, 1) / 2);
            _moveFor = timeout ?? TimeSpan.MaxValue;
        }
    }

    public void Stop() => Move(0, 0, 0, null);

    public void GoHome() => Jump(_home);

    public void SetHome()
    {
        lock (_lock)
        {
            Settle_NeedsLock();
            _home = _position;
        }
    }

    /// <summary>False when there is no such preset.</summary>
    public bool GoTo(string token)
    {
        lock (_lock)
        {
            bool known = _presets.TryGetValue(token, out (string Name, (double Pan, double Tilt, double Zoom) Position) preset);
            if (known)
            {
                Jump(preset.Position);
            }

            return known;
        }
    }

    /// <summary>Keeps the present place under a token, a new one when none is given. What hinders it is told in the place of the token: nothing is kept then.</summary>
    public (string? Token, PresetObstacle Obstacle) SetPreset(string? token, string? name, int most)
    {
        lock (_lock)
        {
            Settle_NeedsLock();
            PresetObstacle obstacle = _speed != default ? PresetObstacle.Moving
                : token is not null && !_presets.ContainsKey(token) ? PresetObstacle.NoSuchToken
                : _presets.Any(p => p.Key != token && p.Value.Name == name) ? PresetObstacle.NameTaken
                : token is null && _presets.Count >= most ? PresetObstacle.Full
                : PresetObstacle.None;
            if (obstacle != PresetObstacle.None)
            {
                return (null, obstacle);
            }
            token ??= (++_lastPreset).ToString(CultureInfo.InvariantCulture);
            _presets[token] = (name ?? $"Preset {token}", _position);
            return (token, PresetObstacle.None);
        }
    }

    public bool RemovePreset(string token)
    {
        lock (_lock)
        {
            return _presets.Remove(token);
        }
    }

    private void Jump((double Pan, double Tilt, double Zoom) to)
    {
        lock (_lock)
        {
            Settle_NeedsLock();
            (_position, _speed) = (to, default);
        }
    }

    private void Settle_NeedsLock()
    {
        long now = time.GetTimestamp();
        TimeSpan passed = time.GetElapsedTime(_since, now);
        double seconds = Math.Min(passed.TotalSeconds, _moveFor.TotalSeconds);
        _position = (
            Math.Clamp(_position.Pan + (_speed.Pan * seconds), -1, 1),
            Math.Clamp(_position.Tilt + (_speed.Tilt * seconds), -1, 1),
            Math.Clamp(_position.Zoom + (_speed.Zoom * seconds), 0, 1));
        _since = now;
        if (_moveFor != TimeSpan.MaxValue)
        {
            _moveFor = passed >= _moveFor ? TimeSpan.MaxValue : _moveFor - passed;
            _speed = _moveFor == TimeSpan.MaxValue ? default : _speed;
        }
    }
}
