# Local programs and their command lines. Dot-sourced by the modules. ASCII only, for Windows PowerShell 5.1 and PowerShell 7.

# One argument so that CommandLineToArgvW and the C runtime take it for exactly this text: backslashes count only before a quote.
function ConvertTo-RwArgument([AllowEmptyString()] [string]$Text) {
    if ($Text -ne '' -and $Text -notmatch '[\s"]') { return $Text }
    $line = [Text.StringBuilder]::new('"')
    $slashes = 0
    foreach ($letter in $Text.ToCharArray()) {
        if ($letter -eq [char]'\') { $slashes++; continue }
        if ($letter -eq [char]'"') { [void]$line.Append([char]'\', 2 * $slashes + 1) } else { [void]$line.Append([char]'\', $slashes) }
        [void]$line.Append($letter)
        $slashes = 0
    }
    [void]$line.Append([char]'\', 2 * $slashes).Append('"')
    $line.ToString()
}

# One argument of msiexec, which reads its command line by rules of its own: a property is NAME="value", quotes in it are doubled.
function ConvertTo-RwInstallerArgument([AllowEmptyString()] [string]$Text) {
    if ($Text -match '(?s)^([A-Za-z_][A-Za-z0-9_.]*)=(.*)$') {
        $name = $Matches[1]
        $value = $Matches[2]
        if ($value -ne '' -and $value -notmatch '[\s"]') { return $Text }
        return '{0}="{1}"' -f $name, $value.Replace('"', '""')
    }
    ConvertTo-RwArgument -Text $Text
}

function ConvertTo-RwArgumentLine([string[]]$Arguments) {
    $parts = foreach ($argument in $Arguments) { ConvertTo-RwArgument -Text $argument }
    @($parts) -join ' '
}
