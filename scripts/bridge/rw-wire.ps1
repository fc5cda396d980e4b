# The bridge's classes, for Windows PowerShell 5.1 and PowerShell 7; dot-sourced by both modules. ASCII only.
# Whatever sees parameters, secrets or output is a method and not a function: where a policy asks for module logging, PowerShell
# writes the bound parameters of every command to the event log, but a method is no command.
using namespace System.Collections
using namespace System.Collections.Generic
using namespace System.Management.Automation
using namespace System.Text

# JSON text in and out. ConvertFrom-Json and ConvertTo-Json guess dates, stop at a depth, differ between versions, and load a module.
class RwJson {
    static [string] Quote([string]$Text) { return '"' + [System.Web.HttpUtility]::JavaScriptStringEncode($Text) + '"' }

    static [string] Flag([object]$Value) { if ($Value) { return 'true' }; return 'false' }

    # Maps become dictionaries, lists become arrays.
    static [object] Read([string]$Text) {
        $document = 'System.Text.Json.JsonDocument' -as [type]
        if ($null -eq $document) {
            $old = [Activator]::CreateInstance(('System.Web.Script.Serialization.JavaScriptSerializer' -as [type]))
            $old.MaxJsonLength = [int]::MaxValue
            return $old.DeserializeObject($Text)
        }
        $read = $document::Parse($Text)
        try { return [RwJson]::Plain($read.RootElement) } finally { $read.Dispose() }
    }

    static [object] Plain([object]$Element) {
        switch ([string]$Element.ValueKind) {
            'String' { return $Element.GetString() }
            'Number' { return $Element.GetDecimal() }
            'True' { return $true }
            'False' { return $false }
            'Object' {
                $map = [Dictionary[string, object]]::new()
                foreach ($property in $Element.EnumerateObject()) { $map[$property.Name] = [RwJson]::Plain($property.Value) }
                return $map
            }
            'Array' {
                $list = [object[]]::new($Element.GetArrayLength())
                $index = 0
                foreach ($item in $Element.EnumerateArray()) { $list[$index++] = [RwJson]::Plain($item) }
                return $list
            }
        }
        return $null
    }

    # An entry of a map that was read; a null counts as missing.
    static [object] Get([object]$Map, [string]$Name, [object]$Default) {
        if ($null -eq $Map -or -not $Map.ContainsKey($Name) -or $null -eq $Map[$Name]) { return $Default }
        return $Map[$Name]
    }
}

# One message on standard output, past everything that PowerShell does to output.
class RwFrame {
    static [byte[]] Bytes([string]$Nonce, [string]$Kind, [string]$Id, [string]$Json) {
        $body = [Convert]::ToBase64String([UTF8Encoding]::new($false).GetBytes($Json))
        $end = if ($Kind -ceq 'res') { "`n--END-JPOWERSHELL-SCRIPT--`n" } else { "`n" }
        # the first line end closes what a native program left unfinished
        return [Encoding]::ASCII.GetBytes("`n@rw1 $Nonce $Kind $Id $($body.Length) " + $body + $end)
    }

    static [void] Write([hashtable]$Session, [byte[]]$Bytes) {
        $Session.Out.Write($Bytes, 0, $Bytes.Length)
        $Session.Out.Flush()
    }

    # The last message of a request. It is kept, in case that the other side loses it.
    static [void] Reply([hashtable]$Session, [string]$Id, [hashtable]$Reply) {
        $Session.LastId = $Id
        $Session.Last = [RwFrame]::Bytes($Session.Nonce, 'res', $Id, [RwFrame]::ReplyBody($Id, $Reply))
        if ($Session.EventFile) { $Session.EventFile.Dispose(); $Session.EventFile = $null }
        [RwFrame]::AwaitLeast($Session)
        [RwFrame]::Write($Session, $Session.Last)
        if (-not $Session.Least) { $Session.Last = $null }          # only then it can be lost
    }

    # The reply to that request once more, under its own id; nothing is done again.
    static [void] Again([hashtable]$Session, [string]$Id, [string]$Of) {
        if ($Of -cne $Session.LastId -or $null -eq $Session.Last) {
            [RwFrame]::Write($Session, [RwFrame]::Bytes($Session.Nonce, 'res', $Id, [RwFrame]::ReplyBody($Id, @{ Status = 'refused'; Why = "the reply to $Of is not there any more" })))
            return
        }
        [RwFrame]::AwaitLeast($Session)
        [RwFrame]::Write($Session, $Session.Last)
    }

    # jPowerShell's public methods lose a reply that is there before they ask for it.
    static [void] AwaitLeast([hashtable]$Session) {
        $left = $Session.Least - $Session.Clock.ElapsedMilliseconds
        if ($left -gt 0) { [Threading.Thread]::Sleep([int]$left) }
    }

    # A message before the last: on standard output, or where that is read at the end only, on a line of the request's own file.
    static [void] Event([hashtable]$Session, [string]$Id, [string]$Kind, [string]$TaggedJson) {
        $json = '{"k":' + [RwJson]::Quote($Kind) + ',"v":' + $TaggedJson + '}'
        if (-not $Session.Events) { [RwFrame]::Write($Session, [RwFrame]::Bytes($Session.Nonce, 'ev', $Id, $json)); return }
        if (-not $Session.EventFile) { $Session.EventFile = [IO.FileStream]::new($Session.Events + '.' + $Id, [IO.FileMode]::Append, [IO.FileAccess]::Write, [IO.FileShare]'ReadWrite, Delete') }
        $line = [UTF8Encoding]::new($false).GetBytes($json + "`n")
        $Session.EventFile.Write($line, 0, $line.Length)
        $Session.EventFile.Flush()
    }

    # Reply: Status, and where they apply Why, Error, Errors (JSON texts), ExitCode, Dropped, Cut, Dirty, Data (JSON text).
    static [string] ReplyBody([string]$Id, [hashtable]$Reply) {
        $errors = [List[string]]::new()
        if ($Reply['Error']) { $errors.Add($Reply['Error']) }
        foreach ($more in $Reply['Errors']) { $errors.Add($more) }
        $exit = if ($Reply['ExitCode'] -is [int] -or $Reply['ExitCode'] -is [long] -or $Reply['ExitCode'] -is [uint32]) { [string]$Reply['ExitCode'] } else { 'null' }
        $data = if ($Reply['Data']) { $Reply['Data'] } else { '[]' }
        $dropped = if ($Reply['Dropped']) { [string]$Reply['Dropped'] } else { '0' }
        return [StringBuilder]::new('{"v":1,"id":').Append([RwJson]::Quote($Id)).
            Append(',"status":').Append([RwJson]::Quote($Reply['Status'])).
            Append(',"why":').Append([RwJson]::Quote($Reply['Why'])).
            Append(',"terminating":').Append([RwJson]::Flag($Reply['Error'])).
            Append(',"exitCode":').Append($exit).
            Append(',"dropped":').Append($dropped).
            Append(',"cut":').Append([RwJson]::Flag($Reply['Cut'])).
            Append(',"dirty":').Append([RwJson]::Quote($Reply['Dirty'])).
            Append(',"errors":[').Append([string]::Join(',', $errors)).
            Append('],"data":').Append($data).Append('}').ToString()
    }
}

# What is beyond a limit goes over in bundles, for a file on the other side; beyond the limit of that it is only counted.
class RwBundle {
    [hashtable]$Session
    [string]$Id
    [StringBuilder]$Text = [StringBuilder]::new()
    [long]$Room = 256MB
    [long]$Lost

    RwBundle([hashtable]$Session, [string]$Id) { $this.Session = $Session; $this.Id = $Id }

    [void] Add([string]$Kind, [string]$What) {
        $length = [Math]::Min($What.Length, 4MB)
        if ($length -lt $What.Length) { $What = $What.Substring(0, $length) + " [... $($What.Length) characters]" }
        $this.Room -= $length
        if ($this.Room -lt 0) { $this.Lost++; return }
        $mark = if ($this.Text.Length) { ',"s:' } else { '["s:' }
        [void]$this.Text.Append($mark).Append($Kind).Append(': ').Append([System.Web.HttpUtility]::JavaScriptStringEncode($What)).Append('"')
        if ($this.Text.Length -ge 64KB) { $this.Flush() }
    }

    [void] Flush() {
        if (-not $this.Text.Length) { return }
        [RwFrame]::Event($this.Session, $this.Id, 'more', $this.Text.Append(']').ToString())
        [void]$this.Text.Clear()
    }
}

# Processes below another one.
class RwTree {
    static [void] KillBelow([int]$Root) {
        if ([Environment]::OSVersion.Platform -eq 'Win32NT') {
            # this one too; nothing is to be done afterwards
            try { [Diagnostics.Process]::Start('taskkill.exe', "/PID $Root /T /F").WaitForExit(2000) } catch { $null = $_ }
            return
        }
        foreach ($child in [RwTree]::Children($Root)) {
            [RwTree]::KillBelow($child)
            try { [Diagnostics.Process]::GetProcessById($child).Kill() } catch { $null = $_ }
        }
    }

    # By the file system of Linux; elsewhere none are known.
    static [int[]] Children([int]$Parent) {
        $found = [List[int]]::new()
        if (-not [IO.Directory]::Exists('/proc/self')) { return $found.ToArray() }
        foreach ($folder in [IO.Directory]::GetDirectories('/proc')) {
            $name = [IO.Path]::GetFileName($folder)
            if ($name -notmatch '^\d+$') { continue }
            try {
                $state = [IO.File]::ReadAllText("$folder/stat")
                if ([int]$state.Substring($state.LastIndexOf(')') + 2).Split(' ')[1] -eq $Parent) { $found.Add([int]$name) }
            } catch { $null = $_ }
        }
        return $found.ToArray()
    }
}

# Tagged values in: what comes from the other side becomes a value of its type. A text is never looked at, only its tag.
class RwValue {
    # Arguments for splatting. A secret is a SecureString, or plain text for a parameter that is declared as text.
    static [hashtable] Arguments([object]$Tagged, [object]$Secrets, [hashtable]$Types) {
        $arguments = @{}
        foreach ($entry in $Tagged.GetEnumerator()) {               # not .Keys: that is an entry's value where one has this name
            $name = $entry.Key
            $value = $entry.Value
            if ($value -is [string] -and $value.StartsWith('x:', [StringComparison]::Ordinal) -and $Types[$name] -eq [string]) {
                $arguments[$name] = [Encoding]::UTF8.GetString([Convert]::FromBase64String([RwValue]::SecretText($Secrets, $value.Substring(2))))
            } else { $arguments[$name] = [RwValue]::Read($value, $Secrets) }
        }
        return $arguments
    }

    # Maps become hashtables.
    static [object] Read([object]$Tagged, [object]$Secrets) {
        if ($Tagged -is [string]) { return [RwValue]::Scalar($Tagged, $Secrets) }
        if ($Tagged -is [IDictionary]) {
            $map = @{}
            foreach ($entry in $Tagged.GetEnumerator()) { $map[$entry.Key] = [RwValue]::Read($entry.Value, $Secrets) }
            return $map
        }
        if ($Tagged -is [IList]) {
            $list = [object[]]::new($Tagged.Count)
            for ($i = 0; $i -lt $list.Length; $i++) { $list[$i] = [RwValue]::Read($Tagged[$i], $Secrets) }
            return $list
        }
        return $Tagged
    }

    # Maps become objects, as a cmdlet gives them; '$type' is the object's type name.
    static [object] ReadObject([object]$Tagged) {
        if ($Tagged -is [IDictionary]) {
            $object = [pscustomobject]@{}
            foreach ($entry in $Tagged.GetEnumerator()) {
                if ($entry.Key -ceq '$type') { $object.PSObject.TypeNames.Insert(0, $entry.Value) }
                else { $object.PSObject.Properties.Add([PSNoteProperty]::new($entry.Key, [RwValue]::ReadObject($entry.Value))) }
            }
            return $object
        }
        if ($Tagged -is [IList]) {
            $list = [object[]]::new($Tagged.Count)
            for ($i = 0; $i -lt $list.Length; $i++) { $list[$i] = [RwValue]::ReadObject($Tagged[$i]) }
            return $list
        }
        return [RwValue]::Read($Tagged, $null)
    }

    static [object] Scalar([string]$Tagged, [object]$Secrets) {
        if ($Tagged.Length -lt 2 -or $Tagged[1] -ne ':') { throw 'a value without a type tag' }
        $invariant = [Globalization.CultureInfo]::InvariantCulture
        $text = $Tagged.Substring(2)
        switch -CaseSensitive ([string]$Tagged[0]) {
            's' { return $text }
            'i' { return [RwValue]::Whole($text) }
            'f' { return [double]::Parse($text, $invariant) }
            'm' { return [decimal]::Parse($text, $invariant) }
            'd' { return [datetimeoffset]::Parse($text, $invariant, 'AssumeUniversal').UtcDateTime }
            'l' { return [datetime]::SpecifyKind([datetime]::Parse($text, $invariant), 'Unspecified') }
            'p' { return [Xml.XmlConvert]::ToTimeSpan($text) }
            'g' { return [guid]$text }
            'b' { return [Convert]::FromBase64String($text) }
            'e' { return $text.Substring(0, $text.LastIndexOf('|')) }          # bound to an enumeration by its name
            'x' { return [RwValue]::Secure([RwValue]::SecretText($Secrets, $text)) }
            'c' {
                $key, $user = $text -split ':', 2
                return [PSCredential]::new($user, [RwValue]::Secure([RwValue]::SecretText($Secrets, $key)))
            }
        }
        throw "unknown type tag '$($Tagged[0])'"
    }

    static [object] Whole([string]$Text) {
        $invariant = [Globalization.CultureInfo]::InvariantCulture
        $number = [long]0
        if (-not [long]::TryParse($Text, 'AllowLeadingSign', $invariant, [ref]$number)) { return [bigint]::Parse($Text, $invariant) }
        if ($number -ge [int]::MinValue -and $number -le [int]::MaxValue) { return [int]$number }
        return $number
    }

    static [string] SecretText([object]$Secrets, [string]$Key) {
        $base64 = [RwJson]::Get($Secrets, $Key, $null)
        if ($null -eq $base64) { throw "no secret '$Key' came with the request" }
        return $base64
    }

    # Letter by letter: ConvertTo-SecureString would have its plain text logged.
    static [securestring] Secure([string]$Base64) {
        $bytes = [Convert]::FromBase64String($Base64)
        $letters = [Encoding]::UTF8.GetChars($bytes)
        $secure = [securestring]::new()
        foreach ($letter in $letters) { $secure.AppendChar($letter) }
        [Array]::Clear($bytes, 0, $bytes.Length)
        [Array]::Clear($letters, 0, $letters.Length)
        $secure.MakeReadOnly()
        return $secure
    }
}

# What a value is, by its type; asked once for each type. The numbers are in the order in which they matter.
class RwKind {
    # written in place
    static [int] $Text = 1; static [int] $Whole = 2; static [int] $Flag = 3; static [int] $Time = 4
    # other scalars
    static [int] $Hidden = 8; static [int] $Xml = 9; static [int] $Real = 10; static [int] $Decimal = 11; static [int] $OffsetTime = 12
    static [int] $Span = 13; static [int] $Id = 14; static [int] $Bytes = 15; static [int] $Enum = 16; static [int] $Nothing = 18; static [int] $Other = 19
    # containers
    static [int] $Custom = 20; static [int] $Map = 21; static [int] $List = 22; static [int] $Table = 23; static [int] $Row = 24; static [int] $Problem = 25; static [int] $Object = 26
    # records that are no output
    static [int] $Error = 30; static [int] $Warning = 31; static [int] $Verbose = 32; static [int] $Debug = 33; static [int] $Information = 34

    static [Dictionary[type, int]] Known() {
        $known = [Dictionary[type, int]]::new()
        foreach ($type in [string], [char]) { $known[$type] = [RwKind]::Text }
        foreach ($type in [int], [long], [byte], [sbyte], [int16], [uint16], [uint32], [uint64], [bigint]) { $known[$type] = [RwKind]::Whole }
        foreach ($type in [bool], [switch]) { $known[$type] = [RwKind]::Flag }
        foreach ($type in [double], [single]) { $known[$type] = [RwKind]::Real }
        $known[[datetime]] = [RwKind]::Time; $known[[datetimeoffset]] = [RwKind]::OffsetTime; $known[[timespan]] = [RwKind]::Span
        $known[[decimal]] = [RwKind]::Decimal; $known[[guid]] = [RwKind]::Id; $known[[byte[]]] = [RwKind]::Bytes; $known[[DBNull]] = [RwKind]::Nothing
        $known[[System.Management.Automation.PSCustomObject]] = [RwKind]::Custom; $known[[hashtable]] = [RwKind]::Map; $known[[object[]]] = [RwKind]::List
        $known[[ErrorRecord]] = [RwKind]::Error; $known[[WarningRecord]] = [RwKind]::Warning; $known[[VerboseRecord]] = [RwKind]::Verbose
        $known[[DebugRecord]] = [RwKind]::Debug; $known[[InformationRecord]] = [RwKind]::Information
        return $known
    }

    static [int] Ask([object]$Value) {
        if ($Value -is [enum]) { return [RwKind]::Enum }
        if ($Value -is [securestring] -or $Value -is [pscredential]) { return [RwKind]::Hidden }
        if ($Value -is [Xml.XmlNode]) { return [RwKind]::Xml }
        if ($Value -is [uri] -or $Value -is [version] -or $Value -is [type] -or $Value -is [scriptblock] -or $Value -is [valuetype] -or $Value -is [delegate]) { return [RwKind]::Other }
        if ($Value -is [ErrorRecord] -or $Value -is [exception]) { return [RwKind]::Problem }
        if ($Value -is [Data.DataTable]) { return [RwKind]::Table }
        if ($Value -is [Data.DataRow]) { return [RwKind]::Row }
        if ($Value -is [IDictionary]) { return [RwKind]::Map }
        if ($Value -is [IEnumerable]) { return [RwKind]::List }
        return [RwKind]::Object
    }
}

# Tagged values out. Built for speed: one call for a container, scalars in place, names and types looked up in dictionaries.
class RwWriter {
    [StringBuilder]$Text = [StringBuilder]::new()
    [Dictionary[type, int]]$Kinds                       # shared by the writers of a runspace
    [Dictionary[string, string]]$Names
    [string]$Runner                                     # the path of rw-runner.ps1: no place for an error
    [int]$Nodes = 1000000                               # how many values may still be written
    [int]$Room = 20MB                                   # how long the text may become
    [bool]$Cut                                          # something was left out
    [string[]]$Select                                   # the properties of an item that are wanted; none: all

    RwWriter([hashtable]$Shared) { $this.Kinds = $Shared.Kinds; $this.Names = $Shared.Names; $this.Runner = $Shared.Runner }

    # A small value as text, with limits of its own.
    static [string] Json([psobject]$Value, [int]$Depth, [hashtable]$Shared) {
        $writer = [RwWriter]::new($Shared)
        $writer.Nodes = 20000
        $writer.Room = 4MB
        $writer.Write($Value, $Depth, $true)
        return $writer.Text.ToString()
    }

    # An object for which the reply has no room, as a record of its own.
    [string] One([psobject]$Value, [int]$Depth) {
        $this.Nodes = 20000
        $this.Room = 4MB
        [void]$this.Text.Clear().Append('X')
        $this.Write($Value, $Depth, $true)
        return $this.Text.ToString()
    }

    [int] KindOf([object]$Value) {
        $kind = 0
        if ($this.Kinds.TryGetValue($Value.GetType(), [ref]$kind)) { return $kind }
        $kind = [RwKind]::Ask($Value)
        if ($this.Kinds.Count -lt 4096) { $this.Kinds[$Value.GetType()] = $kind }
        return $kind
    }

    [void] Write([psobject]$Value, [int]$Depth, [bool]$Item) {
        if ($null -eq $Value) { [void]$this.Text.Append('null'); return }
        $kind = $this.KindOf($Value)
        if ($kind -eq 3) { [void]$this.Text.Append([RwJson]::Flag($Value)); return }
        if ($kind -lt 20) {
            $scalar = $this.Scalar($Value, $kind)
            if ($null -ne $scalar -and $scalar.Length -gt $this.Room) { $scalar = $null; $this.Cut = $true }
            if ($null -eq $scalar) { [void]$this.Text.Append('null') } else { [void]$this.Text.Append([RwJson]::Quote($scalar)) }
            return
        }
        # a .NET object inside another one is its text: its properties lead to the whole world
        if ($Depth -le 0 -or $this.Nodes -le 0 -or ($kind -eq 26 -and -not $Item)) {
            if ($kind -ne 26 -or $Depth -le 0) { $this.Cut = $true }
            [void]$this.Text.Append([RwJson]::Quote($this.Scalar($Value, 19)))
            return
        }
        $start = $this.Text.Length
        try {
            if ($kind -eq 22) { $this.WriteList($Value, $Depth) }
            elseif ($kind -eq 23) { $this.WriteList($Value.Rows, $Depth) }
            else { $this.WriteMap($Value, $kind, $Depth, $Item) }
        }
        catch [PipelineStoppedException] { throw }
        catch {                                         # an enumerator that throws
            $this.Text.Length = $start
            $this.Cut = $true
            [void]$this.Text.Append([RwJson]::Quote($this.Scalar($Value, 19)))
        }
    }

    [void] WriteList([object]$List, [int]$Depth) {
        $buffer = $this.Text
        $separator = '['
        foreach ($element in $List) {
            if (--$this.Nodes -lt 0 -or $buffer.Length -gt $this.Room) { $this.Cut = $true; break }
            [void]$buffer.Append($separator)
            $separator = ','
            if ($null -eq $element) { [void]$buffer.Append('null') }
            elseif ($element -is [string] -and $element.Length -lt $this.Room) { [void]$buffer.Append('"s:').Append([System.Web.HttpUtility]::JavaScriptStringEncode($element)).Append('"') }
            else { $this.Write($element, $Depth - 1, $false) }
        }
        if ($separator -eq '[') { [void]$buffer.Append('[') }
        [void]$buffer.Append(']')
    }

    # The entries of a map, the columns of a row, the properties of an object.
    [object] Members([psobject]$Value, [int]$Kind, [bool]$Item) {
        if ($Kind -eq 25 -or $Kind -eq 30) { return [RwProblem]::Fields($Value, $this.Runner).GetEnumerator() }
        $all = $Value.PSObject.Properties
        if ($Kind -eq 21) { $all = $Value.GetEnumerator() } elseif ($Kind -eq 24) { $all = $Value.Table.Columns }
        if (-not $Item -or -not $this.Select) { return $all }
        return @(foreach ($wanted in $this.Select) {
                if ($Kind -eq 21) { foreach ($entry in $Value.GetEnumerator()) { if ([string]$entry.Key -eq $wanted) { $entry } } }
                elseif ($Kind -eq 24) { if ($all.Contains($wanted)) { $all[$wanted] } }
                else { $property = $all[$wanted]; if ($property) { $property } }
            })
    }

    [void] WriteMap([psobject]$Value, [int]$Kind, [int]$Depth, [bool]$Item) {
        $buffer = $this.Text; $known = $this.Kinds; $quoted = $this.Names; $space = $this.Room
        $invariant = [Globalization.CultureInfo]::InvariantCulture
        $entries = $Kind -eq 21 -or $Kind -eq 25 -or $Kind -eq 30
        $separator = '{'; $name = ''; $prefix = ''; $kindOfIt = 0
        foreach ($member in $this.Members($Value, $Kind, $Item)) {
            if (--$this.Nodes -lt 0 -or $buffer.Length -gt $space) { $this.Cut = $true; break }
            if ($entries) { $name = [string]$member.Key; $it = $member.Value }
            elseif ($Kind -eq 24) { $name = $member.ColumnName; $it = $Value.Item($member.Ordinal) }
            else { $name = $member.Name; try { $it = $member.Value } catch { $it = $null } }      # a property that throws is null
            if (-not $quoted.TryGetValue($name, [ref]$prefix)) {
                $prefix = [RwJson]::Quote($name) + ':'
                if ($quoted.Count -lt 20000) { $quoted[$name] = $prefix }
            }
            [void]$buffer.Append($separator).Append($prefix)
            $separator = ','
            if ($null -eq $it) { [void]$buffer.Append('null') }
            elseif ($it -is [string] -and $it.Length -lt $space) { [void]$buffer.Append('"s:').Append([System.Web.HttpUtility]::JavaScriptStringEncode($it)).Append('"') }
            elseif ($it -is [bool]) { if ($it) { [void]$buffer.Append('true') } else { [void]$buffer.Append('false') } }
            elseif ($known.TryGetValue($it.GetType(), [ref]$kindOfIt) -and $kindOfIt -eq 2 -and ($it -isnot [psobject] -or $it.PSObject.TypeNames[0].StartsWith('System.'))) { [void]$buffer.Append('"i:').Append($it.ToString($invariant)).Append('"') }
            else { $this.Write($it, $Depth - 1, $false) }
        }
        if ($separator -eq '{') { [void]$buffer.Append('{') }
        [void]$buffer.Append('}')
    }

    # Text with its tag; null for nothing.
    [object] Scalar([psobject]$Value, [int]$Kind) {
        $invariant = [Globalization.CultureInfo]::InvariantCulture
        try {
            switch ($Kind) {
                1 { return 's:' + $Value.ToString() }
                2 {
                    $number = $Value.PSObject.BaseObject.ToString($invariant)
                    $types = $Value.PSObject.TypeNames                          # an enumeration from a remote session is a number with a name for a text
                    if ($types.Count -gt 0 -and $types[0].StartsWith('Deserialized.')) { return 'e:' + [string]$Value + '|' + $number }
                    return 'i:' + $number
                }
                4 {
                    if ($Value.Kind -eq [DateTimeKind]::Unspecified) { return 'l:' + $Value.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", $invariant) }
                    return 'd:' + $Value.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", $invariant)
                }
                8 { return 's:***' }
                9 { return 's:' + $Value.OuterXml }
                10 { return 'f:' + $Value.ToString('R', $invariant) }
                11 { return 'm:' + $Value.ToString($invariant) }
                12 { return 'd:' + $Value.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", $invariant) }
                13 { return 'p:' + [Xml.XmlConvert]::ToString([timespan]$Value) }
                14 { return 'g:' + $Value.ToString() }
                15 { return 'b:' + [Convert]::ToBase64String([byte[]]$Value) }
                16 { return 'e:' + $Value.ToString() + '|' + $Value.ToString('d') }
                18 { return $null }
            }
            return 's:' + [string]$Value.ToString()
        }
        catch [PipelineStoppedException] { throw }
        catch { return 's:' + $Value.GetType().FullName }
        return $null
    }
}

# Errors as data.
class RwProblem {
    # Every field of an error record, or of an exception.
    static [System.Collections.Specialized.OrderedDictionary] Fields([object]$Problem, [string]$Runner) {
        $record = [RwProblem]::Record($Problem)
        $exception = if ($Problem -is [exception] -and $record.Exception -is [ParentContainsErrorRecordException]) { $Problem } else { $record.Exception }
        $fields = [ordered]@{
            message = $exception.Message; type = [RwProblem]::Type($exception); fqid = $record.FullyQualifiedErrorId
            category = [string]$record.CategoryInfo.Category; targetName = $record.CategoryInfo.TargetName; targetType = $record.CategoryInfo.TargetType
            activity = $record.CategoryInfo.Activity; reason = $record.CategoryInfo.Reason; hresult = $exception.HResult
            details = $(if ($record.ErrorDetails) { $record.ErrorDetails.Message }); stack = $record.ScriptStackTrace
            inner = [RwProblem]::Inner($exception); parse = [RwProblem]::Parse($exception)
        }
        [RwProblem]::AddPlace($fields, $record, $Runner)
        return $fields
    }

    static [string] Type([exception]$Exception) {
        if ($Exception.Data -and $Exception.Data['RwType']) { return $Exception.Data['RwType'] }
        return $Exception.GetType().FullName
    }

    static [ErrorRecord] Record([object]$Problem) {
        if ($Problem -is [ErrorRecord]) { return $Problem }
        $own = $Problem.PSObject.Properties['ErrorRecord']
        if ($own -and $own.Value) { return $own.Value }
        return [ErrorRecord]::new($Problem, $Problem.GetType().Name, [ErrorCategory]::NotSpecified, $null)
    }

    # A category by its name; one that is unknown is none.
    static [ErrorCategory] Category([string]$Name) {
        $category = [ErrorCategory]::NotSpecified
        if ([Enum]::TryParse($Name, $true, [ref]$category)) { return $category }
        return [ErrorCategory]::NotSpecified
    }

    static [void] AddPlace([IDictionary]$Fields, [ErrorRecord]$Record, [string]$Runner) {
        $from = $Record.InvocationInfo
        foreach ($name in 'script', 'line', 'column', 'command', 'position') { $Fields[$name] = $null }
        if ($from) {
            $Fields.script = $from.ScriptName; $Fields.line = $from.ScriptLineNumber; $Fields.column = $from.OffsetInLine; $Fields.position = $from.PositionMessage
            if ($from.MyCommand) { $Fields.command = $from.MyCommand.Name }
        }
        if ($Fields.script -and $Fields.script -ne $Runner) { return }
        # Write-Error names the place where its caller was called, which is the runner; the stack knows better. Its words are translated, their order is not.
        $top = [regex]::Match([string]$Record.ScriptStackTrace, '\A[^,\r\n]*, ([^\r\n]*): [^\r\n:]*?(\d+)\D?\s*(\r?\n|\z)')
        if (-not $top.Success -or $top.Groups[1].Value -eq $Runner) { return }
        if ($top.Groups[1].Value -notlike '<*>') { $Fields.script = $top.Groups[1].Value }
        $Fields.line = [int]$top.Groups[2].Value
        $Fields.column = $null
    }

    static [object[]] Inner([exception]$Exception) {
        $found = [List[object]]::new()
        for ($e = $Exception.InnerException; $e -and $found.Count -lt 5; $e = $e.InnerException) { $found.Add(@{ type = $e.GetType().FullName; message = $e.Message }) }
        return $found.ToArray()
    }

    # What the parser found, up to ten.
    static [object[]] Parse([exception]$Exception) {
        $found = [List[object]]::new()
        for ($e = $Exception; $e -and $found.Count -eq 0; $e = $e.InnerException) {
            if ($e -isnot [ParseException] -or -not $e.Errors) { continue }
            foreach ($one in $e.Errors) {
                if ($found.Count -lt 10) { $found.Add(@{ message = $one.Message; script = $one.Extent.File; line = $one.Extent.StartLineNumber; column = $one.Extent.StartColumnNumber; text = $one.Extent.Text }) }
            }
        }
        return $found.ToArray()
    }
}
