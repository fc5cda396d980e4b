# Runs one command in the worker. It is a script FILE on purpose: 'exit N' inside the command then ends this file only and leaves
# N in $LASTEXITCODE. The loop of one turn takes a stray 'break' or 'continue'. Done tells that the end was reached.
param($RwCommand, [hashtable]$RwArguments, [hashtable]$RwState)
$global:LASTEXITCODE = 0
foreach ($RwOnce in @(1)) {
    try { & $RwCommand @RwArguments *>&1 | Runwright.Worker\Write-RwOutput $RwState }
    catch { $RwState.Error = $_ }
    $RwState.Done = $true
}
