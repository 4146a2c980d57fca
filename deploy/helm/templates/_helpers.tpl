{{- define "academie.labels" -}}
app.kubernetes.io/name: academie
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "academie.selector" -}}
app.kubernetes.io/name: academie
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .part }}
{{- end }}

{{- define "academie.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{/* Settings that are no secret, in the order of their names. */}}
{{- define "academie.env" -}}
- { name: ACADEMIE_URL, value: {{ .Values.url | quote }} }
{{- with .Values.contentUrl }}
- { name: CONTENT_URL, value: {{ . | quote }} }
{{- end }}
{{- range $name, $value := .Values.settings }}
- { name: {{ $name }}, value: {{ $value | toString | quote }} }
{{- end }}
{{- end }}

{{/* Who may do what: nobody is root, and nothing but /tmp and the files can be written. */}}
{{- define "academie.podSecurity" -}}
automountServiceAccountToken: false
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: { type: RuntimeDefault }
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "academie.containerSecurity" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
{{- end }}

{{- define "academie.mounts" -}}
volumeMounts:
  - { name: tmp, mountPath: /tmp }
  - { name: files, mountPath: /var/lib/academie }
{{- end }}

{{- define "academie.volumes" -}}
volumes:
  - { name: tmp, emptyDir: {} }
  - name: files
    {{- if .Values.files.s3 }}
    emptyDir: { sizeLimit: 2Gi }
    {{- else }}
    persistentVolumeClaim:
      claimName: {{ .Values.files.existingClaim | default (printf "%s-files" .Release.Name) }}
    {{- end }}
{{- end }}

{{/* Replicas lie on different nodes where there are some. */}}
{{- define "academie.spread" -}}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "academie.selector" . | nindent 8 }}
{{- end }}
